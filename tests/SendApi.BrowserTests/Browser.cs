namespace SendApi.BrowserTests;

/// <summary>Debian's Chromium, started once for all tests. Each test gets a window of its own, which shares nothing with another.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    /// <summary>How long a test waits for what a page is to show, in milliseconds: a machine may be busy, and a server that has just started is slow.</summary>
    private const int Patience = 30_000;

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Program), "There is no Chromium: install the package chromium.");
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Quiet });
    }

    /// <summary>A window that nobody is signed in to.</summary>
    /// <param name="state">The cookies of somebody who signed in before.</param>
    public async Task<IPage> Open(Uri server, string? state = null, int width = 1280, bool isDark = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = server.AbsoluteUri,
            StorageState = state,
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            TimezoneId = "Europe/London",
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
