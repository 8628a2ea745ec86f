using SendApi.Core;

namespace SendApi.Server.Docs;

/// <summary>The operations of accounts and plans in words.</summary>
public static class AccountReference
{
    private static readonly ReferenceField Account = new("id", "path", "The account's id, such as acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M.", Required: true);

    private static readonly ReferenceField Email = new("email", "path", "The member's address, which is also the `id`.", Required: true);

    private static readonly ReferenceField Role = new("role", "word", $"`{string.Join("`, `", MemberRoles.All)}`.", Required: true);

    private static readonly ReferenceField[] Payment =
    [
        Account,
        new("amount", "decimal text", "US dollars, such as `\"25.00\"`: more than 0, at most 1,000,000, with at most six places. A text, so that nothing makes a float of it.", Required: true),
        new("reference", "1 to 100 characters", "Your own name of this payment. It is booked once: the same reference with the same amount answers the first entry again, with status 200.", Required: true),
        new("note", "up to 500 characters", "A word to find it by later."),
    ];

    /// <summary>What a customer asks of his own account.</summary>
    public static readonly IReadOnlyList<ReferenceOperation> Own =
    [
        new("GET", "/v1/account", "Look at your account", Scopes.AccountRead,
            "Answers the account of the key: its plan and limits, its subscription, its billing period and the credit left for texts.", []),
        new("GET", "/v1/account/policy", "Look at your policy", Scopes.AccountRead,
            "Answers what the account may send where: `allowed_countries`, `blocked_prefixes`, `blocked_words`. Empty lists allow everything. The operator sets it.", []),
        new("GET", "/v1/account/members", "List members", Scopes.Admin,
            "The people of the account, all of them. They are a register for now: members cannot sign in yet, and a role opens nothing by itself. What a program may do is said by the scopes of its key.", []),
        new("POST", "/v1/account/members", "Add a member", Scopes.Admin,
            "Adds a person; 100 at most. Needs a live key. No email is sent to the person.",
            [new("email", "email address", "Kept in lower case; one person is in an account once.", Required: true), Role]),
        new("PATCH", "/v1/account/members/{email}", "Change a member", Scopes.Admin,
            "Gives a person another role. Needs a live key. The account's last owner stays one: `4090`.", [Email, Role]),
        new("DELETE", "/v1/account/members/{email}", "Remove a member", Scopes.Admin,
            "Takes a person out of the account. Needs a live key. The account's last owner stays: `4090`.", [Email]),
    ];

    /// <summary>What the operator does with the accounts of others.</summary>
    public static readonly IReadOnlyList<ReferenceOperation> Operator =
    [
        new("GET", "/v1/admin/accounts", "List accounts", Scopes.Admin,
            "Newest first. Credit and usage are with the single account.",
            [
                new("name", "query", "Only accounts whose name holds this."),
                new("per_page", "query, 1 to 100", "How many on a page; 25 without it."),
                new("page", "query", "The number of the page, from 1."),
                new("cursor", "query", "Where the page begins: the `meta.next_cursor` of the one before."),
            ]),
        new("POST", "/v1/admin/accounts", "Create an account", Scopes.Admin,
            $"Adds a customer. One on trial gets {Shown.Amount(Trial.Credit)} USD of credit with it, booked under the reference `{Trial.Reference}`.",
            [
                new("name", "1 to 100 characters", "A name of its own.", Required: true),
                new("plan", "word", $"`{string.Join("`, `", Plans.All)}`, in any case. Without it {Plans.Unlimited}, on trial {Trial.Plan}."),
                new("subscription", "word", "`active` or `trial`. Without it active, unless the end of a trial is given."),
                new("trial_days", "1 to 365", $"How long the trial lasts; {Trial.Days} days without it."),
                new("trial_ends_at", "RFC 3339", "The same as a time, in place of `trial_days`."),
                new("period_anchor", "day", "The day that billing periods begin on, such as 2026-03-01; today without it. In a month without such a day, its last day begins the period."),
            ]),
        new("GET", "/v1/admin/accounts/{id}", "Look at an account", Scopes.Admin,
            "Answers the account with its standing, policy and credit, and what it used in this billing period.", [Account]),
        new("PATCH", "/v1/admin/accounts/{id}", "Change an account", Scopes.Admin,
            "Changes what is named and leaves the rest. In force on every node within a second. The operator's own account cannot be suspended.",
            [
                Account,
                new("name", "1 to 100 characters", "A new name."),
                new("plan", "word", "Another plan. What was used in this billing period stays used."),
                new("subscription", "word", $"`{string.Join("`, `", Subscriptions.All)}`. Past due, canceled, or with its trial over, an account reads but sends no more with live keys: `4022`."),
                new("trial_ends_at", "RFC 3339", "A new end of the trial; or `trial_days` from now."),
                new("suspended", "true or false", "Refuse every request of its keys, live and test, with `4031`."),
                new("suspended_reason", "up to 200 characters", "The caller is told it."),
                new("policy", "object", "`allowed_countries` (two letters), `blocked_prefixes` (such as +882), `blocked_words`. A list replaces the one before, an empty one lifts the rule, one that is left out stays."),
            ]),
        new("POST", "/v1/admin/accounts/{id}/top-ups", "Top up credit", Scopes.Admin,
            "Puts credit for texts on an account, and answers 201 with the entry and the balance.", Payment),
        new("POST", "/v1/admin/accounts/{id}/corrections", "Take credit away", Scopes.Admin,
            "Takes credit off an account. Never more than is left: `4090`.", Payment),
        new("GET", "/v1/admin/plans", "List plans", Scopes.Admin, "What each plan allows. A quota of null is unlimited.", []),
        new("PATCH", "/v1/admin/plans/{name}", "Change a plan", Scopes.Admin,
            "Changes what a plan allows, for all accounts on it, within a second. What is left out stays; a quota of null becomes unlimited.",
            [
                new("name", "path", "The plan, in any case.", Required: true),
                new("requests_per_minute", "1 to 10,000,000", "How many requests each key may make within a minute."),
                new("sms_quota", "whole number or null", "Texts of a billing period. So are `email_quota`, `otp_quota`, `whatsapp_quota`; `session_quota` is WhatsApp sessions at a time."),
                new("is_prepaid", "true or false", "Whether texts are paid from credit."),
                new("discounts", "list", "Volume discounts: `[{\"from_segments\": 1000, \"percent\": 3}]`. The largest that is reached counts."),
            ]),
    ];
}
