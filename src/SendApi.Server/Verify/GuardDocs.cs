using SendApi.Server.Http;

namespace SendApi.Server.Verify;

/// <summary>The operations of the guard in words, for the reference and the OpenAPI document.</summary>
internal static class GuardDocs
{
    private const string Guard = """
        {
          "object": "verify.guard",
          "mode": "enforce",
          "allowed_prefixes": ["+4477009"],
          "blocked_prefixes": ["+882"],
          "refused_types": ["premium"],
          "budgets": {"GB": 500, "*": 2000},
          "limits": {"open_per_range": 20, "open_per_prefix": 60, "open_per_country": 300, "least_judged": 40, "least_conversion": 0.2, "let_through": 0.1}
        }
        """;

    public static readonly OperationDocs Get = new("getGuard", "Look at the guard",
        "The guard stops codes that somebody has sent in masses for the money that each text earns him, with `4009`. Answers what it goes by for your account.", [])
    {
        Answer = typeof(GuardView),
        AnswerExample = Guard,
    };

    public static readonly OperationDocs Update = new("updateGuard", "Choose for the guard",
        "Replaces what you chose before, in force from the answer on. What is left out is what the operator's settings say; an empty list is a choice too. Prefixes that the operator blocks stay blocked.",
        [
            new("mode", "`enforce`, `shadow` or `off`", "enforce stops codes. shadow lets them go and counts in the report what it would have stopped. off does neither.") { Schema = """{"enum": ["enforce", "shadow", "off"]}""" },
            new("allowed_prefixes", "list of first digits", "Numbers that begin so are never stopped, such as `+4477009`. 1,000 at most."),
            new("blocked_prefixes", "list of first digits", "Numbers that begin so get no codes. 1,000 at most."),
            new("refused_types", "list of words", "Kinds of numbers that get no codes: mobile, landline, voip, toll_free, premium, unknown."),
            new("budgets", "object", "The most codes an hour by country, such as `{\"GB\": 500, \"*\": 2000}`; `*` stands for each country that is not named."),
        ])
    {
        Request = typeof(UpdateGuard.Request),
        RequestExample = """{"mode": "enforce", "allowed_prefixes": ["+4477009"], "budgets": {"GB": 500, "*": 2000}}""",
        Answer = typeof(GuardView),
        AnswerExample = Guard,
    };

    public static readonly OperationDocs Report = new("getGuardReport", "See what the guard stopped",
        "Answers how codes were entered, what was stopped and by which rule, and the money that was saved: what the stopped texts would have cost. By whole days in UTC, up to today. The traffic of test keys is not judged.",
        [
            new("from_date", "query", "The first day: a day or a time on it. Without it, 30 days ago."),
            new("to_date", "query", "The last day. Without it, today. At most 366 days after from_date."),
        ])
    {
        Answer = typeof(GuardReportView),
        AnswerExample = """
            {
              "object": "verify.guard_report",
              "mode": "enforce",
              "starts_at": "2026-03-01T00:00:00Z",
              "ends_at": "2026-03-10T00:00:00Z",
              "codes": {"sent": 4200, "verified": 3010, "conversion": 0.717},
              "stopped": {"codes": 1830, "saved": {"amount": "402.600000", "currency": "USD"}},
              "would_stop": {"codes": 0, "saved": {"amount": "0.000000", "currency": "USD"}},
              "rules": [{"rule": "range", "stopped": 1830, "would_stop": 0, "saved": {"amount": "402.600000", "currency": "USD"}}],
              "countries": [
                {"country": "UZ", "codes": {"sent": 61, "verified": 1, "conversion": 0.016}, "stopped": 1830, "would_stop": 0, "saved": {"amount": "402.600000", "currency": "USD"}},
                {"country": "GB", "codes": {"sent": 4139, "verified": 3009, "conversion": 0.727}, "stopped": 0, "would_stop": 0, "saved": {"amount": "0.000000", "currency": "USD"}}
              ],
              "prefixes": [{"prefix": "+9989012", "country": "UZ", "stopped": 1830, "would_stop": 0, "saved": {"amount": "402.600000", "currency": "USD"}}]
            }
            """,
    };
}
