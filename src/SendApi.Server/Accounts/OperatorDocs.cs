using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Accounts;

/// <summary>What the operator does with the accounts of others in words, for the reference and the OpenAPI document.</summary>
internal static class OperatorDocs
{
    internal const string Listed = """
        {
          "id": "acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "account",
          "name": "shop",
          "plan": "Growth",
          "subscription": "active",
          "trial_ends_at": null,
          "suspended": false,
          "is_operator": false,
          "billing_period": {"starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-04-01T00:00:00Z"},
          "limits": {"requests_per_minute": 300, "sms_quota": 500, "email_quota": 25000, "otp_quota": 1000, "whatsapp_quota": 50000, "session_quota": 3, "is_prepaid": true},
          "created_at": "2026-03-01T09:00:00Z"
        }
        """;

    private const string Plan = """
        {
          "name": "Business",
          "object": "plan",
          "requests_per_minute": 1000,
          "sms_quota": 2000,
          "email_quota": 100000,
          "otp_quota": 5000,
          "whatsapp_quota": null,
          "session_quota": 10,
          "is_prepaid": true,
          "discounts": [{"from_segments": 1000, "percent": 3}]
        }
        """;

    private static readonly string Whole = Listed.TrimEnd()[..^1].TrimEnd() + """
        ,
          "policy": {"allowed_countries": [], "blocked_prefixes": [], "blocked_words": ["casino"]},
          "sms_balance": {"amount": "76.960000", "currency": "USD"},
          "credit": {
            "available": {"amount": "76.960000", "currency": "USD"},
            "reserved": {"amount": "0.045000", "currency": "USD"},
            "spent": {"amount": "22.995000", "currency": "USD"},
            "paid_in": {"amount": "100.000000", "currency": "USD"}
          },
          "usage": {"sms": {"sent": 420, "segments": 512, "quota": 500}}
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The account's id.", Required: true) { Example = "acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    private static readonly FieldDocs[] Payment =
    [
        Id,
        new("amount", "decimal text", "US dollars, such as `\"25.00\"`: more than 0, at most 1,000,000, with at most six places. A text, so that nothing makes a float of it.", Required: true),
        new("reference", "1 to 100 characters", "Your own name of this payment. It is booked once: the same reference with the same amount answers the first entry again, with status 200.", Required: true) { Schema = """{"minLength": 1, "maxLength": 100}""" },
        new("note", "up to 500 characters", "A word to find it by later.") { Schema = """{"maxLength": 500}""" },
    ];

    public static readonly OperationDocs ListAccounts = new("listAccounts", "List accounts", "Newest first. Credit and usage are with the single account.",
        [new("name", "query", "Only accounts whose name holds this."), PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(AccountView),
        AnswerExample = $"[{Listed}]",
        IsList = true,
    };

    public static readonly OperationDocs CreateAccount = new("createAccount", "Create an account",
        $"Adds a customer. One on trial gets {Shown.Amount(Trial.Credit)} USD of credit with it, booked under the reference `{Trial.Reference}`.",
        [
            new("name", "1 to 100 characters", "A name of its own.", Required: true) { Schema = """{"minLength": 1, "maxLength": 100}""" },
            new("plan", "word", $"`{string.Join("`, `", Plans.All)}`, in any case. Without it {Plans.Unlimited}, on trial {Trial.Plan}."),
            new("subscription", "word", "`active` or `trial`. Without it active, unless the end of a trial is given.") { Schema = """{"enum": ["active", "trial"]}""" },
            new("trial_days", "1 to 365", $"How long the trial lasts; {Trial.Days} days without it.") { Schema = """{"minimum": 1, "maximum": 365}""" },
            new("trial_ends_at", "RFC 3339", "The same as a time, in place of `trial_days`.") { Schema = """{"format": "date-time"}""" },
            new("period_anchor", "day", "The day that billing periods begin on, such as 2026-03-01; today without it. In a month without such a day, its last day begins the period."),
        ])
    {
        Request = typeof(CreateAccount.Request),
        RequestExample = """{"name": "shop", "plan": "Growth", "period_anchor": "2026-03-01"}""",
        Answer = typeof(AccountView),
        AnswerExample = Whole,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs GetAccount = new("getCustomerAccount", "Look at an account",
        "Answers the account with its standing, policy and credit, and what it used in this billing period.", [Id])
    {
        Answer = typeof(AccountView),
        AnswerExample = Whole,
    };

    public static readonly OperationDocs UpdateAccount = new("updateAccount", "Change an account",
        "Changes what is named and leaves the rest. In force on every node within a second. The operator's own account cannot be suspended.",
        [
            Id,
            new("name", "1 to 100 characters", "A new name.") { Schema = """{"minLength": 1, "maxLength": 100}""" },
            new("plan", "word", "Another plan. What was used in this billing period stays used."),
            new("subscription", "word", $"`{string.Join("`, `", Subscriptions.All)}`. Past due, canceled, or with its trial over, an account reads but sends no more with live keys: `4022`.") { Schema = """{"enum": ["active", "trial", "past_due", "canceled"]}""" },
            new("trial_days", "1 to 365", "A new length of the trial, from now.") { Schema = """{"minimum": 1, "maximum": 365}""" },
            new("trial_ends_at", "RFC 3339", "A new end of the trial.") { Schema = """{"format": "date-time"}""" },
            new("suspended", "true or false", "Refuse every request of its keys, live and test, with `4031`."),
            new("suspended_reason", "up to 200 characters", "The caller is told it.") { Schema = """{"maxLength": 200}""" },
            new("policy", "object", "`allowed_countries` (two letters), `blocked_prefixes` (such as +882), `blocked_words`. A list replaces the one before, an empty one lifts the rule, one that is left out stays."),
        ])
    {
        Request = typeof(UpdateAccount.Request),
        RequestExample = """{"plan": "Growth", "policy": {"blocked_words": ["casino"]}}""",
        Answer = typeof(AccountView),
        AnswerExample = Whole,
    };

    public static readonly OperationDocs TopUp = new("topUpAccount", "Top up credit",
        "Puts credit for texts on an account, and answers 201 with the entry and the balance.", Payment)
    {
        Request = typeof(BookPayment.Request),
        RequestExample = """{"amount": "25.00", "reference": "INV-1001", "note": "paid by transfer"}""",
        Answer = typeof(PaymentView),
        AnswerExample = Booked("top_up", "125.000000"),
        Status = StatusCodes.Status201Created,
        OtherStatus = StatusCodes.Status200OK,
    };

    public static readonly OperationDocs Correct = TopUp with
    {
        Id = "correctAccount",
        Title = "Take credit away",
        Sentence = "Takes credit off an account. Never more than is left: `4090`.",
        AnswerExample = Booked("correction", "75.000000"),
    };

    public static readonly OperationDocs ListPlans = new("listPlans", "List plans", "What each plan allows. A quota of null is unlimited.", [])
    {
        Answer = typeof(PlanView),
        AnswerExample = $"[{Plan}]",
        IsList = true,
    };

    public static readonly OperationDocs UpdatePlan = new("updatePlan", "Change a plan",
        "Changes what a plan allows, for all accounts on it, within a second. What is left out stays; a quota of null becomes unlimited.",
        [
            new("name", "path", "The plan, in any case.", Required: true) { Example = "Business" },
            new("requests_per_minute", "1 to 10,000,000", "How many requests each key may make within a minute.") { Schema = """{"minimum": 1, "maximum": 10000000}""" },
            new("sms_quota", "whole number or null", "Texts of a billing period.") { Schema = QuotaSchema },
            new("email_quota", "whole number or null", "Emails of a billing period.") { Schema = QuotaSchema },
            new("otp_quota", "whole number or null", "One-time codes of a billing period.") { Schema = QuotaSchema },
            new("whatsapp_quota", "whole number or null", "WhatsApp messages of a billing period.") { Schema = QuotaSchema },
            new("session_quota", "whole number or null", "WhatsApp sessions at a time.") { Schema = QuotaSchema },
            new("is_prepaid", "true or false", "Whether texts are paid from credit."),
            new("discounts", "list", "Volume discounts: `[{\"from_segments\": 1000, \"percent\": 3}]`. The largest that is reached counts."),
        ])
    {
        Request = typeof(UpdatePlan.Request),
        RequestExample = """{"sms_quota": 2000, "discounts": [{"from_segments": 1000, "percent": 3}]}""",
        Answer = typeof(PlanView),
        AnswerExample = Plan,
    };

    private const string QuotaSchema = """{"type": ["integer", "null"], "minimum": 0}""";

    private static string Booked(string kind, string balance) => $$"""
        {
          "id": "txn_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "ledger.entry",
          "account_id": "acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "kind": "{{kind}}",
          "amount": {"amount": "25.000000", "currency": "USD"},
          "reference": "INV-1001",
          "note": "paid by transfer",
          "created_at": "2026-03-09T14:30:00Z",
          "sms_balance": {"amount": "{{balance}}", "currency": "USD"}
        }
        """;
}
