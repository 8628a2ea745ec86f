using SendApi.Client;

namespace SendApi.Dashboard.Access;

/// <summary>What one open page of a visitor works with: who he is, whether he looks at test or at live data, and how times are shown to him. One for each circuit.</summary>
public sealed class Desk(ApiClients clients)
{
    private SendApiClient? _live, _test;

    /// <summary>Who is signed in; there is one before any page is drawn.</summary>
    public Visitor Visitor { get; private set; } = null!;

    public bool IsSignedIn => Visitor is not null;

    /// <summary>Whether the pages show the test world, whose messages go to the built-in simulator and cost nothing.</summary>
    public bool IsTest { get; private set; } = true;

    /// <summary>The zone that times are shown in.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The address of this server as the browser sees it, for examples: <c>https://sms.example.com</c>.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The API in the world that is looked at.</summary>
    public SendApiClient Api => IsTest ? Test : Live;

    /// <summary>The API with the live key: what belongs to no world, such as members, is changed by it.</summary>
    public SendApiClient Live => _live ??= clients.With(Visitor.LiveKey);

    public SendApiClient Test => _test ??= clients.With(Visitor.TestKey);

    public void Open(Visitor visitor, string origin) => (Visitor, Origin) = (visitor, origin);

    public void Look(bool isTest) => IsTest = isTest;

    /// <summary>Takes the browser's zone; one that this machine does not know leaves UTC.</summary>
    public void ShowTimesIn(string? zone) => Zone = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;

    /// <summary>A time as the visitor's clock shows it.</summary>
    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone);
}
