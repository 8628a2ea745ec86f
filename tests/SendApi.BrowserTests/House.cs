using SendApi.BrowserTests;

[assembly: AssemblyFixture(typeof(House))]
// One browser and one processor beside it: two at once would only make each other late.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace SendApi.BrowserTests;

/// <summary>What all tests have in common: the browser, and one server that is in use. A test that changes something does so in an account of its own there; one that
/// stops the server, counts its guesses or fills its store starts a <see cref="Stand"/> for itself.</summary>
public sealed class House : IAsyncLifetime
{
    private Task<Stand>? _stand;
    private int _guests;

    public Browser Browser { get; } = new();

    /// <summary>What stands in the operator's account of the server. Tests look at it, and leave it as it is.</summary>
    internal Used Used { get; private set; } = null!;

    public ValueTask InitializeAsync() => Browser.InitializeAsync();

    /// <summary>Somebody in a new account, of which he is the owner if nothing else is said.</summary>
    internal async Task<Guest> Guest(string? role = null)
    {
        var stand = await Stand();
        return await BrowserTests.Guest.OfNewAccount(stand, ++_guests, role);
    }

    /// <summary>Somebody in the account of the server's operator, which has something on every page.</summary>
    internal async Task<Guest> OfOperator(string? role = null)
    {
        var stand = await Stand();
        return await BrowserTests.Guest.OfOperator(stand, ++_guests, role);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stand is { IsCompletedSuccessfully: true })
            await (await _stand).DisposeAsync();
        await Browser.DisposeAsync();
    }

    /// <summary>Started when the first test asks for it: whoever runs one test of a server of its own does not wait for two.</summary>
    private Task<Stand> Stand() => _stand ??= Begin();

    private async Task<Stand> Begin()
    {
        var stand = await BrowserTests.Stand.Owned(Browser);
        try
        {
            Used = await Used.Make(stand);
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }
}
