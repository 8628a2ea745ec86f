using System.Text.RegularExpressions;
using SendApi.Bench.Processes;
using SendApi.Client;
using SendApi.Proof.Processes;

namespace SendApi.BrowserTests;

/// <summary>A published server on a store of its own, as somebody starts it who tries it out: nobody has an account on it yet.</summary>
public sealed partial class Stand : IAsyncDisposable
{
    public const string Owner = "ada@example.com", Password = "correct horse battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("sendapi-browser-").FullName;
    private ChildProcess _server;
    private readonly List<IBrowserContext> _windows = [];

    private Stand(Browser browser)
    {
        Browser = browser;
        _server = new SendApiProgram(_folder, null).Begin(["serve", "--dev", "--urls", "http://127.0.0.1:0"], null, []);
    }

    public Browser Browser { get; }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>The link that it printed, by which its first owner makes his account.</summary>
    public string Welcome { get; private set; } = "";

    /// <summary>What a developer works with: the two keys that it printed.</summary>
    public SendApiClient Test { get; private set; } = null!;

    public SendApiClient Live { get; private set; } = null!;

    /// <summary>The cookies of the owner; null before he made his account.</summary>
    public string? OwnersState { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A server that nobody has an account on.</summary>
    public static Task<Stand> Fresh(Browser browser) => Made(browser, stand => stand.Begin());

    /// <summary>One that its first owner has made his account on.</summary>
    public static Task<Stand> Owned(Browser browser) => Made(browser, async stand =>
    {
        await stand.Begin();
        stand.OwnersState = await Door.Join(stand.Url, stand.Welcome, Password, 0, Owner);
    });

    /// <summary>Goes through the printed link.</summary>
    public async Task MakeOwner(IPage page)
    {
        await page.GotoAsync(Welcome);
        await page.GetByLabel("Email").FillAsync(Owner);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByLabel("The same again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await page.Heading("Overview");
    }

    /// <summary>A window in which the owner is signed in, on a page of the dashboard.</summary>
    public async Task<IPage> OwnersPage(string path = "", string? heading = null)
    {
        var page = await Open(OwnersState);
        await page.Open(path, heading);
        return page;
    }

    /// <summary>A live key with every scope of an account, made on the command line as an operator does.</summary>
    public async Task<string> KeyOf(string account)
    {
        var ended = await new SendApiProgram(_folder, null).Run(["keys", "create", "--account", account, "--name", "made for a test", "--scopes", "admin"], Ct);
        Assert.True(ended.Code == 0, ended.Error);
        return ended.Output.Trim();
    }

    /// <summary>Takes the server away as a power cut does.</summary>
    public Task Kill() => _server.Kill(Ct);

    /// <summary>Starts it again at the same address.</summary>
    public async Task StartAgain()
    {
        await _server.DisposeAsync();
        _server = new SendApiProgram(_folder, null).Begin(["serve", "--dev", "--urls", Url.AbsoluteUri.TrimEnd('/')], null, []);
        await _server.WaitUntil(token => SendApiProgram.Answers(Url.Port, "/readyz", token), Ct);
    }

    /// <summary>A window that nobody is signed in to.</summary>
    public Task<IPage> Stranger() => Open(null);

    public async ValueTask DisposeAsync()
    {
        // A page that is left open would try to reach its server for ever.
        foreach (var window in _windows)
            await window.CloseAsync();
        Test?.Dispose();
        Live?.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A stand that could not be made leaves no server behind.</summary>
    private static async Task<Stand> Made(Browser browser, Func<Stand, Task> make)
    {
        var stand = new Stand(browser);
        try
        {
            await make(stand);
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    private async Task Begin()
    {
        var (live, test) = ("", "");
        while (Welcome.Length == 0 || live.Length == 0 || test.Length == 0)
        {
            var line = await _server.NextLine(Ct);
            if (Listens().Match(line) is { Success: true } listens)
                Url = new Uri(listens.Groups[1].Value);
            if (Link().Match(line) is { Success: true } link)
                Welcome = link.Value;
            live = LiveKey().Match(line) is { Success: true } found ? found.Value : live;
            test = TestKey().Match(line) is { Success: true } other ? other.Value : test;
        }

        await _server.WaitUntil(token => SendApiProgram.Answers(Url.Port, "/readyz", token), Ct);
        (Live, Test) = (new(Url.AbsoluteUri, live), new(Url.AbsoluteUri, test));
    }

    private async Task<IPage> Open(string? state)
    {
        var page = await Browser.Open(Url, state);
        _windows.Add(page.Context);
        return page;
    }

    [GeneratedRegex("listens on (http://[^ ,]+)")]
    private static partial Regex Listens();

    [GeneratedRegex(@"http://\S+/dashboard/welcome\?token=\S+")]
    private static partial Regex Link();

    [GeneratedRegex("sk_live_[A-Za-z0-9]+")]
    private static partial Regex LiveKey();

    [GeneratedRegex("sk_test_[A-Za-z0-9]+")]
    private static partial Regex TestKey();
}
