using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Keys;

/// <summary>The operations of API keys in words, for the reference and the OpenAPI document.</summary>
internal static class KeyDocs
{
    private const string One = """
        {
          "id": "key_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "api_key",
          "name": "shop",
          "prefix": "sk_test_9fKq",
          "scopes": ["sms:write"],
          "is_test": true,
          "state": "active",
          "created_at": "2026-03-09T14:30:00Z",
          "expires_at": null,
          "last_used_at": "2026-03-09T14:31:00Z",
          "revoked_at": null,
          "replaced_by": null,
          "networks": ["203.0.113.0/24"],
          "spend_limit": "25.000000",
          "currency": "USD",
          "recipient_limit": 1000
        }
        """;

    private const string Made = """
        {
          "id": "key_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "api_key",
          "key": "sk_test_9fKqT3vWm2XhB7dYpLs5RzNc8JgEa4Uo1iQxKb",
          "name": "shop",
          "prefix": "sk_test_9fKq",
          "scopes": ["sms:write"],
          "is_test": true,
          "state": "active",
          "created_at": "2026-03-09T14:30:00Z",
          "expires_at": null,
          "last_used_at": null,
          "revoked_at": null,
          "replaced_by": null,
          "networks": ["203.0.113.0/24"],
          "spend_limit": "25.000000",
          "currency": "USD",
          "recipient_limit": 1000
        }
        """;

    private static readonly FieldDocs Id = new("id", "path", "The key's id.", Required: true) { Example = "key_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs List = new("listApiKeys", "List API keys",
        "Newest first, without their text, which is kept nowhere. `last_used_at` is up to a minute late.",
        [
            new("state", "query", "Only keys that are `active`, `expired` or `revoked`.") { Schema = """{"type": "string", "enum": ["active", "expired", "revoked"]}""", Example = "active" },
            PagingDocs.PerPage, PagingDocs.Page, PagingDocs.Cursor,
        ])
    {
        Answer = typeof(KeyView),
        AnswerExample = $"[{One}]",
        IsList = true,
    };

    public static readonly OperationDocs Get = new("getApiKey", "Look at an API key", "Answers one key, without its text.", [Id])
    {
        Answer = typeof(KeyView),
        AnswerExample = One,
    };

    public static readonly OperationDocs Create = new("createApiKey", "Create an API key",
        "Answers the key's whole text as `key`, this once. A repeated request with the same Idempotency-Key makes no second key and answers the first one without `key`: rotate it when its text was lost.",
        [
            new("name", "1 to 100 characters", "What the key is for, to recognize it by.", Required: true) { Schema = """{"minLength": 1, "maxLength": 100}""" },
            new("scopes", "list of words", $"What it may do: `{string.Join("`, `", Scopes.All)}`. `write` implies `read`, `admin` implies all.", Required: true),
            new("is_test", "true or false", "A test key costs nothing and reaches nobody. Without it the key is of the same world as yours. A test key cannot make a live one: `4030`."),
            new("mode", "`live` or `test`", "The same in another spelling.") { Schema = """{"enum": ["live", "test"]}""" },
            new("expires_at", "RFC 3339", "When it stops working. Without it, when it is revoked.") { Schema = """{"format": "date-time"}""" },
            new("networks", "up to 50", "Addresses or networks that it may be used from, such as `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/32`. From elsewhere it is refused with `4030`. The address that counts is the one that connects to this server."),
            new("spend_limit", "decimal text", "What its messages may cost within a billing period, in US dollars, such as `\"25.00\"`. Then `4020`."),
            new("recipient_limit", "whole number", "How many messages it may send on a day (UTC). Then `4020`.") { Schema = """{"minimum": 0}""" },
        ])
    {
        Request = typeof(CreateKey.Request),
        RequestExample = """{"name": "shop", "scopes": ["sms:write"], "networks": ["203.0.113.0/24"], "spend_limit": "25.00", "recipient_limit": 1000}""",
        Answer = typeof(KeyView),
        AnswerExample = Made,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs Revoke = new("revokeApiKey", "Revoke an API key",
        "For good, and in force within a second on every node, also while `4022` keeps the account from sending. A key may revoke itself: make another one before you revoke the last one with `admin`, or only the command line is left.", [Id])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "key_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };

    public static readonly OperationDocs Rotate = new("rotateApiKey", "Rotate an API key",
        "Makes a key with the same name, scopes, networks and limits, and answers its text as `key`, this once. Where the old key had a lifetime, the new one has the same from now. "
        + "The old key works on for the overlap and names its successor in `replaced_by`; it can be rotated once.",
        [Id, new("overlap_seconds", "0 to 2,592,000", "How long the old key still works; a day without it. It never lives longer than it was to.") { Schema = """{"minimum": 0, "maximum": 2592000, "default": 86400}""" }])
    {
        Request = typeof(RotateKey.Request),
        RequestExample = """{"overlap_seconds": 3600}""",
        Answer = typeof(KeyView),
        AnswerExample = Made,
        Status = StatusCodes.Status201Created,
    };
}
