namespace SendApi.Client;

/// <summary>What the guard of your codes goes by: it stops those that somebody has sent in masses to earn from them.</summary>
public sealed record Guard
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>What it does: see <see cref="GuardMode"/>.</summary>
    public string Mode { get; init => field = value ?? ""; } = "";

    /// <summary>Numbers that begin so are never stopped.</summary>
    public IReadOnlyList<string> AllowedPrefixes { get; init => field = value ?? []; } = [];

    /// <summary>Numbers that begin so get no codes; those that the operator blocks are among them.</summary>
    public IReadOnlyList<string> BlockedPrefixes { get; init => field = value ?? []; } = [];

    /// <summary>Kinds of numbers that get no codes: see <see cref="LineType"/>.</summary>
    public IReadOnlyList<string> RefusedTypes { get; init => field = value ?? []; } = [];

    /// <summary>The most codes an hour by country; <c>*</c> stands for each country that is not named.</summary>
    public IReadOnlyDictionary<string, int> Budgets { get; init => field = value ?? new Dictionary<string, int>(); } = new Dictionary<string, int>();

    /// <summary>From where on traffic looks like an attack: the operator's settings.</summary>
    public GuardLimits Limits { get; init => field = value ?? new(); } = new();
}

/// <summary>From where on traffic looks like an attack. Open codes are those of the last hour that nobody entered, less four for each that somebody did.</summary>
public sealed record GuardLimits
{
    /// <summary>Open codes to a thousand numbers in a row.</summary>
    public int OpenPerRange { get; init; }

    /// <summary>Open codes to a hundred thousand numbers in a row.</summary>
    public int OpenPerPrefix { get; init; }

    /// <summary>Open codes to a country, of those older than five minutes.</summary>
    public int OpenPerCountry { get; init; }

    /// <summary>So many codes must be older than five minutes before their conversion is judged.</summary>
    public int LeastJudged { get; init; }

    /// <summary>The part of codes that is entered, from 0 to 1, below which most of a country's or a key's are stopped.</summary>
    public double LeastConversion { get; init; }

    /// <summary>The part that is let through all the same.</summary>
    public double LetThrough { get; init; }
}

/// <summary>What you choose for the guard. It replaces what you chose before; what is left out is what the operator's settings say, and an empty list is a choice too.</summary>
public sealed record UpdateGuardRequest
{
    /// <summary>What it does: see <see cref="GuardMode"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>Numbers that begin so are never stopped, such as <c>+4477009</c>.</summary>
    public IReadOnlyList<string>? AllowedPrefixes { get; init; }

    /// <summary>Numbers that begin so get no codes.</summary>
    public IReadOnlyList<string>? BlockedPrefixes { get; init; }

    /// <summary>Kinds of numbers that get no codes: see <see cref="LineType"/>.</summary>
    public IReadOnlyList<string>? RefusedTypes { get; init; }

    /// <summary>The most codes an hour by country; <c>*</c> stands for each country that is not named.</summary>
    public IReadOnlyDictionary<string, int>? Budgets { get; init; }
}

/// <summary>What a guard does.</summary>
public static class GuardMode
{
    /// <summary>It stops codes.</summary>
    public const string Enforce = "enforce";

    /// <summary>It stops nothing and reports what it would have stopped.</summary>
    public const string Shadow = "shadow";

    /// <summary>It does neither.</summary>
    public const string Off = "off";
}
