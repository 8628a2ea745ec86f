using SendApi.Server.Http;

namespace SendApi.Server.Inbound;

/// <summary>What the operator does with numbers for inbound texts in words, for the reference and the OpenAPI document.</summary>
internal static class NumberDocs
{
    private const string One = """
        {
          "number": "+447700900041",
          "object": "inbound_number",
          "account_id": "acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "created_at": "2026-03-09T14:30:00Z",
          "provider": null
        }
        """;

    public static readonly OperationDocs Unassigned = new("listUnassignedInbound", "List texts that are nobody's",
        "Texts to numbers that belong to no account, newest first. They become an account's with the number: add it.", InboundDocs.Filters)
    {
        Answer = typeof(InboundView),
        AnswerExample = $"[{InboundDocs.One}]",
        IsList = true,
    };

    public static readonly OperationDocs List = new("listNumbers", "List numbers for inbound texts",
        "Which account each number and short code belongs to, by number. With a single account and no entry, every text is that account's.",
        [PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor])
    {
        Answer = typeof(InboundNumberView),
        AnswerExample = $"[{One}]",
        IsList = true,
    };

    public static readonly OperationDocs Add = new("addNumber", "Give a number to an account",
        "Texts to it are the account's from now on, and those that came before and were nobody's become its own: up to 1,000, whose STOP counts and whose events are told, without an answer to the person. "
        + "Answers 201; 200 for a number that the account has already, and then more of the texts of the past are taken over, if there are any.",
        [
            new("id", "path", "The account's id.", Required: true) { Example = "acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M" },
            new("number", "E.164 or short code", "The number, or a short code of 3 to 6 digits.", Required: true),
            new("provider", "a provider's name", "Only texts that this provider brings: short codes of two countries may be the same. It comes before an entry without a provider."),
        ])
    {
        Request = typeof(AddNumber.Request),
        RequestExample = """{"number": "+447700900041"}""",
        Answer = typeof(InboundNumberView),
        AnswerExample = One.TrimEnd()[..^1].TrimEnd() + """
            ,
              "assigned": 0
            }
            """,
        Status = StatusCodes.Status201Created,
        OtherStatus = StatusCodes.Status200OK,
    };

    public static readonly OperationDocs Remove = new("removeNumber", "Take a number away",
        "Texts to it are nobody's from now on. Those of the past stay with their account.",
        [
            new("number", "path", "The number or short code.", Required: true) { Example = "+447700900043" },
            new("provider", "query", "The entry of this provider; without it, the one for all providers."),
        ])
    {
        Answer = typeof(RemovedNumberView),
        AnswerExample = """{"number": "+447700900043", "deleted": true, "provider": null}""",
    };
}
