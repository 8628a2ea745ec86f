using System.Globalization;
using SendApi.Client;
using SendApi.Dashboard.Parts;

namespace SendApi.Dashboard.Pages.Verify;

/// <summary>The settings of the guard as somebody writes them: lists by line.</summary>
public sealed class GuardDraft
{
    public static readonly IReadOnlyList<string> KnownTypes = [LineType.Mobile, LineType.Landline, LineType.Voip, LineType.TollFree, LineType.Premium, LineType.Unknown];

    private static readonly char[] Between = ['\n', '\r', ',', ';'];

    private static readonly char[] Inside = [' ', ':', '='];

    public GuardDraft()
    {
    }

    public GuardDraft(Guard guard)
    {
        Mode = guard.Mode;
        (Allowed, Blocked) = (string.Join('\n', guard.AllowedPrefixes), string.Join('\n', guard.BlockedPrefixes));
        Types = guard.RefusedTypes;
        Budgets = string.Join('\n', guard.Budgets.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Key} {b.Value}")));
    }

    public string Mode { get; set; } = GuardMode.Enforce;

    public string Allowed { get; set; } = "";

    public string Blocked { get; set; } = "";

    public IReadOnlyList<string> Types { get; set; } = [];

    /// <summary>A country and a number, one a line.</summary>
    public string Budgets { get; set; } = "";

    /// <summary>What is wrong with a line of the budgets; null when all can be read.</summary>
    public string? WrongBudget => Lines(Budgets).FirstOrDefault(line => Budget(line) is null) is { } line
        ? $"'{line}' is not a country's two letters and a number, such as GB 500."
        : null;

    public UpdateGuardRequest ToUpdate() => new()
    {
        Mode = Mode,
        AllowedPrefixes = Lines(Allowed),
        BlockedPrefixes = Lines(Blocked),
        RefusedTypes = Types,
        Budgets = Lines(Budgets).Select(Budget).OfType<(string Country, int Most)>().GroupBy(b => b.Country).ToDictionary(b => b.Key, b => b.Last().Most),
    };

    /// <summary>A list in one line, for those who only look.</summary>
    public static string Shown(IReadOnlyList<string> entries) => entries.Count == 0 ? "None" : string.Join(", ", entries.Select(Statuses.Shown));

    private static string[] Lines(string text) => text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (string Country, int Most)? Budget(string line) =>
        line.Split(Inside, StringSplitOptions.RemoveEmptyEntries) is [var country, var most] && int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (country.ToUpperInvariant(), number)
            : null;
}
