using SendApi.Core;

namespace SendApi.Server.Docs;

/// <summary>The operations of API keys in words.</summary>
public static class KeyReference
{
    public const string Sentence = "Make, look at, rotate and revoke the keys of your account; the command line does the same with 'sendapi keys'. "
        + "A live key with the scope `admin` sees every key. A test key sees and makes test keys only.";

    private static readonly ReferenceField Id = new("id", "path", "The key's id, such as `key_01J9ZK3V5T8W2Y4A6C8E0G2J4M`.", Required: true);

    public static readonly IReadOnlyList<ReferenceOperation> Operations =
    [
        new("GET", "/v1/api-keys", "List API keys", Scopes.Admin,
            "Newest first, without their text, which is kept nowhere. `last_used_at` is up to a minute late.",
            [
                new("state", "query", "Only keys that are `active`, `expired` or `revoked`."),
                new("per_page", "query, 1 to 100", "How many on a page; 25 without it."),
                new("page", "query", "The number of the page, from 1."),
                new("cursor", "query", "Where the page begins: the `meta.next_cursor` of the one before."),
            ]),
        new("GET", "/v1/api-keys/{id}", "Look at an API key", Scopes.Admin, "Answers one key, without its text.", [Id]),
        new("POST", "/v1/api-keys", "Create an API key", Scopes.Admin,
            "Answers the key's whole text as `key`, this once. A repeated request with the same Idempotency-Key makes no second key and answers the first one without `key`: rotate it when its text was lost.",
            [
                new("name", "1 to 100 characters", "What the key is for, to recognize it by.", Required: true),
                new("scopes", "list of words", $"What it may do: `{string.Join("`, `", Scopes.All)}`. `write` implies `read`, `admin` implies all.", Required: true),
                new("is_test", "true or false", "A test key costs nothing and reaches nobody. Without it the key is of the same world as yours. A test key cannot make a live one: `4030`."),
                new("mode", "`live` or `test`", "The same in another spelling."),
                new("expires_at", "RFC 3339", "When it stops working. Without it, when it is revoked."),
                new("networks", "up to 50", "Addresses or networks that it may be used from, such as `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/32`. From elsewhere it is refused with `4030`. The address that counts is the one that connects to this server."),
                new("spend_limit", "decimal text", "What its messages may cost within a billing period, in US dollars, such as `\"25.00\"`. Then `4020`."),
                new("recipient_limit", "whole number", "How many messages it may send on a day (UTC). Then `4020`."),
            ]),
        new("DELETE", "/v1/api-keys/{id}", "Revoke an API key", Scopes.Admin,
            "For good, and in force within a second on every node. A key may revoke itself: make another one before you revoke the last one with `admin`, or only the command line is left.", [Id]),
        new("POST", "/v1/api-keys/{id}/rotation", "Rotate an API key", Scopes.Admin,
            "Makes a key with the same name, scopes, networks and limits, and answers its text as `key`, this once. Where the old key had a lifetime, the new one has the same from now. "
            + "The old key works on for the overlap and names its successor in `replaced_by`; it can be rotated once.",
            [Id, new("overlap_seconds", "0 to 2,592,000", "How long the old key still works; a day without it. It never lives longer than it was to.")]),
    ];
}
