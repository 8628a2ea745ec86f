namespace SendApi.Server.Docs;

/// <summary>A part of the reference: operations that a reader looks up together.</summary>
public sealed record ReferenceSection(string Anchor, string Title, string Sentence, IReadOnlyList<ReferenceOperation> Operations);

/// <summary>All operations in words, in the order people read them.</summary>
public static class Reference
{
    public static readonly IReadOnlyList<ReferenceSection> Sections =
    [
        new("sms", "SMS", "Send texts, follow them, take them back.", SmsReference.Operations),
        new("account", "Your account", "What the account of your key is and may do, and its people.", AccountReference.Own),
        new("usage", "Usage and credit", "What the account used, what it paid, and what a text costs. How credit comes on an account is told at `/docs/billing`.", BillingReference.Operations),
        new("operator", "Operating the server", "Only live admin keys of the operator's own account enter here. The command line does the same: `sendapi accounts` and `sendapi plans`.", AccountReference.Operator),
        new("suppressions", "Suppressions", SuppressionReference.Sentence, SuppressionReference.Operations),
        new("api-keys", "API keys", KeyReference.Sentence, KeyReference.Operations),
    ];

    public static IEnumerable<ReferenceOperation> Operations => Sections.SelectMany(s => s.Operations);
}
