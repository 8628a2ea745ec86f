using Microsoft.AspNetCore.Components;
using MudBlazor;
using SendApi.Client;
using SendApi.Dashboard.Access;

namespace SendApi.Dashboard.Parts;

/// <summary>A dialog with a form: it closes with what the server made of it; a refusal stands beside what was typed, which stays.</summary>
public abstract class FormDialog : DashboardPage
{
    [CascadingParameter]
    protected IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Why the form was not taken the last time.</summary>
    protected SendApiException? Refused { get; set; }

    /// <summary>Whether an answer is waited for: the form is not sent twice.</summary>
    protected bool IsSending { get; private set; }

    /// <summary>Sends the form, and closes with the answer.</summary>
    protected async Task SendAsync<T>(Func<Task<T>> send)
    {
        if (IsSending)
            return;

        (IsSending, Refused) = (true, null);
        try
        {
            Dialog.Close(await send());
        }
        catch (SendApiException fault) when (!SendToSignIn(fault))
        {
            Refused = fault;
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The dialog was closed while it waited.
        }
        finally
        {
            IsSending = false;
        }
    }
}
