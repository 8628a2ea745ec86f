using SendApi.Server.Http;

namespace SendApi.Server.Accounts;

/// <summary>What a customer asks of his own account in words, for the reference and the OpenAPI document.</summary>
internal static class AccountDocs
{
    public static readonly OperationDocs Own = new("getAccount", "Look at your account",
        "Answers the account of the key: its plan and limits, its subscription, its billing period and the credit left for texts.", [])
    {
        Answer = typeof(AccountView),
        AnswerExample = OperatorDocs.Listed.TrimEnd()[..^1].TrimEnd() + """, "sms_balance": {"amount": "76.960000", "currency": "USD"}}""",
    };

    public static readonly OperationDocs Policy = new("getAccountPolicy", "Look at your policy",
        "Answers what the account may send where: `allowed_countries`, `blocked_prefixes`, `blocked_words`. Empty lists allow everything. The operator sets it.", [])
    {
        Answer = typeof(PolicyView),
        AnswerExample = """{"allowed_countries": ["GB", "IE"], "blocked_prefixes": ["+44900"], "blocked_words": []}""",
    };
}
