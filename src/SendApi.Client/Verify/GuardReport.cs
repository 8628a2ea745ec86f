namespace SendApi.Client;

/// <summary>How codes were entered on some days, what the guard stopped, and the money that saved.</summary>
public sealed record GuardReport
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>What the guard does now: see <see cref="GuardMode"/>.</summary>
    public string Mode { get; init => field = value ?? ""; } = "";

    /// <summary>The first moment of the first day.</summary>
    public DateTimeOffset StartsAt { get; init; }

    /// <summary>The end of the last day.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Codes that were sent.</summary>
    public CodeConversion Codes { get; init => field = value ?? new(); } = new();

    /// <summary>Codes that were stopped.</summary>
    public StoppedCodes Stopped { get; init => field = value ?? new(); } = new();

    /// <summary>Codes that were sent, and that the guard would have stopped had it not only looked on.</summary>
    public StoppedCodes WouldStop { get; init => field = value ?? new(); } = new();

    /// <summary>The rules that stopped any, or would have.</summary>
    public IReadOnlyList<StoppedByRule> Rules { get; init => field = value ?? []; } = [];

    /// <summary>The countries of which most were stopped, then those with most codes.</summary>
    public IReadOnlyList<StoppedInCountry> Countries { get; init => field = value ?? []; } = [];

    /// <summary>The rows of numbers of which most were stopped.</summary>
    public IReadOnlyList<StoppedPrefix> Prefixes { get; init => field = value ?? []; } = [];
}

/// <summary>How many codes were sent, and which part of them was entered.</summary>
public sealed record CodeConversion
{
    /// <summary>Codes that were sent.</summary>
    public long Sent { get; init; }

    /// <summary>Codes that were entered.</summary>
    public long Verified { get; init; }

    /// <summary>The part that was entered, from 0 to 1; null where none was sent.</summary>
    public double? Conversion { get; init; }
}

/// <summary>So many codes, and what their texts would have cost.</summary>
public sealed record StoppedCodes
{
    /// <summary>How many.</summary>
    public long Codes { get; init; }

    /// <summary>What their texts would have cost.</summary>
    public Money Saved { get; init => field = value ?? new(); } = new();
}

/// <summary>What one rule did.</summary>
public sealed record StoppedByRule
{
    /// <summary>Its name, such as <c>range</c>.</summary>
    public string Rule { get; init => field = value ?? ""; } = "";

    /// <summary>Codes that it stopped.</summary>
    public long Stopped { get; init; }

    /// <summary>Codes that it would have stopped.</summary>
    public long WouldStop { get; init; }

    /// <summary>What the stopped texts would have cost.</summary>
    public Money Saved { get; init => field = value ?? new(); } = new();
}

/// <summary>One country.</summary>
public sealed record StoppedInCountry
{
    /// <summary>Two letters; null for numbers of no country.</summary>
    public string? Country { get; init; }

    /// <summary>Codes that were sent there.</summary>
    public CodeConversion Codes { get; init => field = value ?? new(); } = new();

    /// <summary>Codes that were stopped.</summary>
    public long Stopped { get; init; }

    /// <summary>Codes that would have been stopped.</summary>
    public long WouldStop { get; init; }

    /// <summary>What the stopped texts would have cost.</summary>
    public Money Saved { get; init => field = value ?? new(); } = new();
}

/// <summary>A hundred thousand numbers in a row.</summary>
public sealed record StoppedPrefix
{
    /// <summary>The digits that they begin with.</summary>
    public string Prefix { get; init => field = value ?? ""; } = "";

    /// <summary>Two letters; null for numbers of no country.</summary>
    public string? Country { get; init; }

    /// <summary>Codes that were stopped.</summary>
    public long Stopped { get; init; }

    /// <summary>Codes that would have been stopped.</summary>
    public long WouldStop { get; init; }

    /// <summary>What the stopped texts would have cost.</summary>
    public Money Saved { get; init => field = value ?? new(); } = new();
}

/// <summary>The days of a report, in UTC.</summary>
public sealed record GuardReportFilter
{
    /// <summary>The first day; 30 days ago without it.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; today without it.</summary>
    public DateOnly? Until { get; init; }
}
