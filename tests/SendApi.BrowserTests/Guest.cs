using System.Globalization;
using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>A person on the shared server, for one test: nobody else has his address, his sign-in or his windows.</summary>
internal sealed class Guest : IAsyncDisposable
{
    private readonly Stand _stand;
    private readonly List<IPage> _windows = [];

    private Guest(Stand stand, int number, string? role) => (_stand, Number, Role, Live, Test) = (stand, number, role ?? MemberRole.Owner, stand.Live, stand.Test);

    public Uri Url => _stand.Url;

    /// <summary>The link by which the first owner of the server came in.</summary>
    public string Welcome => _stand.Welcome;

    /// <summary>No other guest has it.</summary>
    public int Number { get; }

    public string Role { get; }

    public string Email => Named(Role, Number) + "@example.net";

    /// <summary>The account with a key that may do everything there, whatever the role of the person is.</summary>
    public SendApiClient Live { get; private init; }

    public SendApiClient Test { get; private init; }

    /// <summary>The cookies of the person.</summary>
    public string State { get; private set; } = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Guest> OfNewAccount(Stand stand, int number, string? role)
    {
        var account = await stand.Live.Operator.CreateAccountAsync(new CreateAccountRequest { Name = Named("customer", number), Plan = "Growth" }, cancellationToken: Ct);
        var live = new SendApiClient(stand.Url.AbsoluteUri, await stand.KeyOf(account.Id));
        var key = await live.Keys.CreateAsync(new CreateKeyRequest { Name = "dev", Scopes = [KeyScopes.Admin], IsTest = true }, cancellationToken: Ct);
        return await Come(new Guest(stand, number, role) { Live = live, Test = new SendApiClient(stand.Url.AbsoluteUri, key.Key!) });
    }

    public static Task<Guest> OfOperator(Stand stand, int number, string? role) => Come(new Guest(stand, number, role));

    /// <summary>A window in which the person is signed in, on a page of the dashboard.</summary>
    public Task<IPage> Page(string path = "", string? heading = null, int width = 1280, bool isDark = false) => PageOf(State, path, heading, width, isDark);

    public async Task<IPage> PageOf(string? state, string path, string? heading = null, int width = 1280, bool isDark = false)
    {
        var page = await Window(state, width, isDark);
        await page.Open(path, heading);
        return page;
    }

    /// <summary>A window that nobody is signed in to.</summary>
    public Task<IPage> Stranger() => Window(null);

    /// <summary>The link by which somebody joins this account.</summary>
    public async Task<string> Invite(string email, string role)
    {
        await Live.Accounts.AddMemberAsync(new AddMemberRequest { Email = email, Role = role }, cancellationToken: Ct);
        var link = (await Live.Accounts.InviteMemberAsync(email, cancellationToken: Ct)).Path ?? throw new InvalidOperationException("A link that was just made is shown.");
        return link.TrimStart('/');
    }

    /// <summary>The two clients of the person: with the keys of a sign-in, which may do what the role may.</summary>
    public async Task<(SendApiClient Live, SendApiClient Test)> SignIn()
    {
        var signIn = await Live.SignIns.CreateAsync(new SignInRequest { Email = Email, Password = Stand.Password }, cancellationToken: Ct);
        return (new(Url.AbsoluteUri, signIn.LiveKey), new(Url.AbsoluteUri, signIn.TestKey));
    }

    public async ValueTask DisposeAsync()
    {
        // A page that is left open would go on asking the server.
        foreach (var window in _windows)
            await window.Context.CloseAsync();
        if (Live == _stand.Live)
            return;
        Live.Dispose();
        Test.Dispose();
    }

    private static async Task<Guest> Come(Guest guest)
    {
        guest.State = await Door.Join(guest.Url, await guest.Invite(guest.Email, guest.Role), Stand.Password, guest.Number);
        return guest;
    }

    private async Task<IPage> Window(string? state, int width = 1280, bool isDark = false)
    {
        var page = await _stand.Browser.Open(Url, state, width, isDark);
        _windows.Add(page);
        return page;
    }

    private static string Named(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
}
