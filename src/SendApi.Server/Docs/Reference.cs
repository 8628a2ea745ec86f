namespace SendApi.Server.Docs;

/// <summary>A part of the reference: operations that a reader looks up together.</summary>
public sealed record ReferenceSection(string Anchor, string Title, string Sentence, IReadOnlyList<ReferenceOperation> Operations);

/// <summary>All operations in words, in the order people read them.</summary>
public static class Reference
{
    public static readonly IReadOnlyList<ReferenceSection> Sections =
    [
        new("sms", "SMS", "Send texts, follow them, take them back.", SmsReference.Operations),
        new("suppressions", "Suppressions", SuppressionReference.Sentence, SuppressionReference.Operations),
        new("api-keys", "API keys", KeyReference.Sentence, KeyReference.Operations),
    ];

    public static IEnumerable<ReferenceOperation> Operations => Sections.SelectMany(s => s.Operations);
}
