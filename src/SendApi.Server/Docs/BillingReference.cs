namespace SendApi.Server.Docs;

/// <summary>The operations of usage and credit in words.</summary>
public static class BillingReference
{
    public static readonly IReadOnlyList<ReferenceOperation> Operations =
    [
        new("GET", "/v1/account/usage", "Look at the usage", "account:read",
            "Answers what the billing period has used of each quota, the credit left, the warnings at 80% and 100%, and a breakdown by day or month. Test messages count nowhere.",
            [
                new("from_date", "query", "Where the breakdown begins: a day or a time. Without it, the start of the billing period."),
                new("to_date", "query", "Where it ends; a day counts to its end. At most 366 days after from_date."),
                new("granularity", "query", "`daily` (as it is without it) or `monthly`."),
            ]),
        new("GET", "/v1/account/ledger", "List the ledger", "account:read",
            "Every move of credit, newest first: paid in, reserved for a message, settled when the provider took it, given back when it ended unsent.",
            [
                new("per_page", "query, 1 to 100", "How many on a page; 25 without it."),
                new("cursor", "query", "Where the page begins: the `meta.next_cursor` of the one before."),
            ]),
        new("GET", "/v1/sms/pricing", "Look up prices", "sms:read",
            "The price of one segment by dial prefix. The longest prefix that a number begins with wins. `is_charged` says whether your messages cost credit at all.",
            [new("country", "query", "Only this country, such as GB.")]),
    ];
}
