namespace SendApi.Server.Docs;

/// <summary>One field or query parameter an operation takes.</summary>
public sealed record ReferenceField(string Name, string Form, string Sentence, bool Required = false);

/// <summary>What the reference says of one operation.</summary>
public sealed record ReferenceOperation(string Method, string Path, string Title, string Scope, string Sentence, IReadOnlyList<ReferenceField> Fields);

/// <summary>The operations of SMS in words. The page shows those that are really mapped.</summary>
public static class SmsReference
{
    private static readonly ReferenceField Id = new("id", "path", "The id that sending answered with, such as sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M.", Required: true);

    public static readonly IReadOnlyList<ReferenceOperation> Operations =
    [
        new("POST", "/v1/sms/send", "Send a text", "sms:write",
            "Takes one message, answers 201 as soon as it is stored durably, and sends it in the background.",
            [
                new("to", "E.164", "The recipient: a plus sign, the country code and the number.", Required: true),
                new("content", "1 to 1,600 characters", "The text. The spellings `message` and `text` are accepted too.", Required: true),
                new("sender_id", "name or number", "What the recipient sees as the sender. The spelling `from` is accepted too."),
                new("send_at", "RFC 3339", "When to send it, up to a year ahead. Without it, at once."),
                new("validity_seconds", "60 to 604,800", "How long the network may keep trying before the message expires; a day without it."),
                new("max_segments", "whole number", "Refuse the message rather than send it in more parts than this."),
                new("smart_encoding", "true or false", "Replace curly quotes, dashes and other look-alikes when the text then fits GSM-7. The answer says what was replaced."),
                new("callback_url", "https address", "Kept with the message and shown with it."),
                new("metadata", "names and texts", "Your own notes, given back with the message."),
            ]),
        new("POST", "/v1/sms/send-bulk", "Send to many", "sms:write",
            "Takes up to 10,000 recipients in one request. A row that is refused does not sink the others.",
            [
                new("recipients", "1 to 10,000", "Numbers, or objects with `to` and `variables`.", Required: true),
                new("content", "1 to 1,600 characters", "The text, with `{{placeholders}}` for the variables.", Required: true),
                new("sender_id", "name or number", "What the recipients see as the sender."),
                new("send_at", "RFC 3339", "When to send it. Without it, at once."),
            ]),
        new("GET", "/v1/sms/status/{id}", "Look at a message", "sms:read",
            "Answers the message with its timeline: accepted, queued, each attempt and each receipt. The path `/v1/sms/messages/{id}` does the same.",
            [Id]),
        new("GET", "/v1/sms/messages", "List messages", "sms:read",
            "Newest first. Go on with `meta.next_cursor` from one page to the next; it stays fast however deep.",
            [
                new("status", "query", "Only messages in this status, such as `delivered`. A page then looks through 5,000 messages: it may hold few or none while `meta.next_cursor` leads on."),
                new("to", "query", "Only messages to this number."),
                new("from_date", "query", "Only messages made at this time or later: a day such as 2026-03-09, or a time such as 2026-03-09T14:30:00Z."),
                new("to_date", "query", "Only messages made before this time; a day counts to its end."),
                new("per_page", "query, 1 to 100", "How many on a page; 25 without it."),
                new("page", "query", "The number of the page, from 1. For the first few; further in, use the cursor."),
                new("cursor", "query", "Where the page begins: the `meta.next_cursor` of the one before."),
            ]),
        new("POST", "/v1/sms/messages/{id}/cancellation", "Cancel a message", "sms:write",
            "Stops a message that has not left. One that has left is refused with `4090`.",
            [Id]),
    ];

    /// <summary>What each status says, in the order a message goes through them.</summary>
    public static readonly IReadOnlyList<(string Name, string Sentence)> Statuses =
    [
        ("scheduled", "Waits for its send_at."),
        ("queued", "Stored durably and due; nothing has left."),
        ("sending", "A worker is handing it to a provider."),
        ("sent", "The provider took it."),
        ("delivered", "The network reports that it arrived."),
        ("undelivered", "The network gave up."),
        ("failed", "No provider took it."),
        ("uncertain", "It may have left, and nobody knows. It is never sent again by itself; a late receipt still settles it."),
        ("canceled", "Stopped before it left."),
    ];
}
