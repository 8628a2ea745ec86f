using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>The operations of files, and that of reading, in words, for the reference and the OpenAPI document.</summary>
internal static class WhatsAppMediaDocs
{
    private static readonly FieldDocs Id = new("id", "path", "The file's id, as the message that has it shows it.", Required: true) { Example = "med_01J9ZK3V5T8W2Y4A6C8E0G2J4M" };

    public static readonly OperationDocs Get = new("getWhatsAppMedia", "Look at a file", "Answers what is known of a file that was sent or received. A received one is `pending` until it is fetched from the gateway, `stored` once its bytes are here, and `failed` where they could not be had.", [Id])
    {
        Answer = typeof(MediaView),
        AnswerExample = """
            {
              "id": "med_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
              "object": "whatsapp.media",
              "state": "stored",
              "message_id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
              "content_type": "application/pdf",
              "filename": "invoice.pdf",
              "size": 20480,
              "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
              "created_at": "2026-03-09T14:30:00Z"
            }
            """,
    };

    public static readonly OperationDocs Content = new("getWhatsAppMediaContent", "Fetch the bytes of a file",
        "Answers the bytes with the type of the file, to be saved and not shown. `4090` while it is still being fetched from the gateway, `4044` where it could not be had. It is streamed: an answer that is shorter than its `Content-Length` is not whole.", [Id])
    {
        AnswerMedia = "application/octet-stream",
        AnswerExample = "%PDF-1.4 …",
    };

    public static readonly OperationDocs MarkRead = new("markWhatsAppRead", "Mark a received message as read", "Tells the person that it was read, as a phone does with two blue ticks. `4090` for a message that you sent.",
        [new("id", "path", "The id of a received message.", Required: true) { Example = "msg_01J9ZK3V5T8W2Y4A6C8E0GREAD" }])
    {
        Answer = typeof(WhatsAppView),
        AnswerExample = """
            {
              "id": "msg_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
              "object": "whatsapp.message",
              "direction": "in",
              "session_id": "sess_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
              "type": "image",
              "status": "received",
              "from": "+447700900000",
              "media": {"id": "med_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "state": "stored", "content_type": "image/jpeg", "size": 81920, "caption": "Is this yours?"},
              "created_at": "2026-03-09T14:30:00Z"
            }
            """,
    };
}
