using SendApi.Core;

namespace SendApi.Server.Docs;

/// <summary>A range of the catalogue that a reader looks up together.</summary>
public sealed record ErrorGroup(string Title, string Sentence, IReadOnlyList<ErrorCode> Codes);

/// <summary>The catalogue cut into its ranges; each entry is in exactly one.</summary>
public static class ErrorGroups
{
    public static readonly IReadOnlyList<ErrorGroup> All =
    [
        Between(4000, 4009, "Requests", "A value of the request cannot be accepted. Sending it again unchanged will not help."),
        Between(4010, 4019, "Keys", "The key is missing, mistyped or no longer good. Nothing of the request was read."),
        Between(4020, 4029, "Plan, credit and rate", "The request was fine, but the plan, the credit or the rate does not allow it now."),
        Between(4030, 4039, "Permission", "The key is good, but it may not do this."),
        Between(4040, 4089, "Verification and absence", "What was asked for is not there, is over or is locked."),
        Between(4090, 4099, "Conflicts", "The state of things does not allow it, or an Idempotency-Key meets its earlier use."),
        Between(4100, 4999, "Transport", "The body is too large, or not JSON."),
        Between(5000, 5999, "Server and providers", "Not your fault. The same request may well succeed later."),
    ];

    private static ErrorGroup Between(int first, int last, string title, string sentence) =>
        new(title, sentence, [.. Errors.All.Where(e => e.Number >= first && e.Number <= last)]);
}
