using Microsoft.AspNetCore.Components;
using MudBlazor;
using SendApi.Client;
using SendApi.Dashboard.Parts;

namespace SendApi.Dashboard.Access;

/// <summary>What every page stands on: the visitor's desk, loading with its faults shown, changes that say how they ended, and an end of all calls when the page is left.</summary>
public abstract class DashboardPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    protected DashboardPage() => Leaving = _leaving.Token;

    [Inject]
    protected Desk Desk { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected IDialogService Dialogs { get; set; } = null!;

    [Inject]
    protected ISnackbar Notes { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    protected SendApiClient Api => Desk.Api;

    /// <summary>Why the page could not be loaded; null when it could.</summary>
    protected SendApiException? Fault { get; private set; }

    /// <summary>Whether <see cref="LoadAsync"/> has succeeded once.</summary>
    protected bool IsLoaded { get; private set; }

    /// <summary>Whether what is shown could not be renewed the last time: it is from before.</summary>
    protected bool IsStale { get; private set; }

    /// <summary>Whether a change is under way: its buttons wait.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>Canceled when the page is left.</summary>
    protected CancellationToken Leaving { get; }

    /// <summary>Reads what the page shows.</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>How often the page is read anew while somebody looks; null for one that stands still.</summary>
    protected virtual TimeSpan? RefreshEvery => null;

    protected override Task OnInitializedAsync() => ReloadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && RefreshEvery is { } period)
            _ = InvokeAsync(() => RefreshAsync(period));
    }

    /// <summary>Loads anew; a refusal is shown in place of the page.</summary>
    protected async Task ReloadAsync()
    {
        try
        {
            await LoadAsync();
            (Fault, IsLoaded) = (null, true);
        }
        catch (SendApiException fault)
        {
            if (!SendToSignIn(fault))
                Fault = fault;
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left; nobody looks at it.
        }
    }

    // Ends with the page. A refusal is tried again at the next beat; every other fault is the frame's to show, as those of the page are.
    private async Task RefreshAsync(TimeSpan period)
    {
        using var beat = new PeriodicTimer(period, Clock);
        try
        {
            while (await beat.WaitForNextTickAsync(Leaving))
                if (Fault is null && !IsBusy && MayRefresh)
                    await RenewAsync();
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    /// <summary>Whether the page may be read anew just now; not while somebody is reading further back.</summary>
    protected virtual bool MayRefresh => true;

    private async Task RenewAsync()
    {
        try
        {
            await LoadAsync();
            IsStale = false;
        }
        catch (SendApiException fault) when (!SendToSignIn(fault))
        {
            IsStale = true;
        }

        StateHasChanged();
    }

    /// <summary>Makes a change; a refusal is told in a note that stays, with its number. True when it was done.</summary>
    protected async Task<bool> TryAsync(Func<Task> change, string? done = null)
    {
        if (IsBusy)
            return false;

        IsBusy = true;
        try
        {
            await change();
            if (done is not null)
                Notes.Add(done, Severity.Success);
            return true;
        }
        catch (SendApiException fault)
        {
            if (!SendToSignIn(fault))
                Notes.Add(FaultNote.Of(fault), Severity.Error, options => options.RequireInteraction = true);
            return false;
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            IsBusy = false;
        }
    }

    /// <summary>Asks before what cannot be taken back.</summary>
    protected async Task<bool> AskAsync(string title, string text, string yes)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { d => d.Text, text }, { d => d.Yes, yes } };
        var dialog = await Dialogs.ShowAsync<ConfirmDialog>(title, parameters);
        return await dialog.Result is { Canceled: false };
    }

    /// <summary>Shows a secret this once.</summary>
    protected async Task ShowOnceAsync(string title, string text, string secret)
    {
        var parameters = new DialogParameters<OnceDialog> { { d => d.Text, text }, { d => d.Secret, secret } };
        var dialog = await Dialogs.ShowAsync<OnceDialog>(title, parameters, new DialogOptions { BackdropClick = false, CloseOnEscapeKey = false, FullWidth = true, MaxWidth = MaxWidth.Small });
        await dialog.Result;
    }

    /// <summary>Somebody whose sign-in ended, or who was taken out of the account, signs in again and comes back here.</summary>
    protected bool SendToSignIn(SendApiException fault)
    {
        if (fault.Code is not (SendApiErrors.InvalidApiKey or SendApiErrors.RevokedApiKey or SendApiErrors.ExpiredApiKey))
            return false;

        Navigation.NavigateTo(Doors.SignInAgain(Navigation), forceLoad: true);
        return true;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _leaving.IsCancellationRequested)
            return;
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
