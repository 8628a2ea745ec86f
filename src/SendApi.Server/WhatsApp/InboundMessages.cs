using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A message that somebody wrote, as the store keeps it.</summary>
public sealed record InboundMessage
{
    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string SessionId { get; init; }
    public required string Sender { get; init; }

    /// <summary>A <see cref="Core.WhatsApp.ContentKind"/>: what <see cref="Content"/> is to be read as.</summary>
    public required long Kind { get; init; }
    public required string Content { get; init; }
    public required long ReceivedAt { get; init; }
}

/// <summary>What people wrote, in the store.</summary>
public static class InboundMessages
{
    private const string Columns = "account_id, is_test, id, session_id, sender, kind, content, received_at";

    /// <summary>Adds a message; false when the gateway told of it before.</summary>
    public static async Task<bool> Add(Session session, InboundMessage message, string providerId) => await session.Execute($"""
        INSERT INTO whatsapp_inbound ({Columns}, provider_id)
        VALUES (@AccountId, @IsTest, @Id, @SessionId, @Sender, @Kind, @Content, @ReceivedAt, @providerId)
        ON CONFLICT (session_id, provider_id) DO NOTHING
        """, new { message.AccountId, message.IsTest, message.Id, message.SessionId, message.Sender, message.Kind, message.Content, message.ReceivedAt, providerId }) == 1;

    public static Task<InboundMessage?> Find(Session session, string account, long world, string id) => session.First<InboundMessage>(
        $"SELECT {Columns} FROM whatsapp_inbound WHERE account_id = @account AND is_test = @world AND id = @id", new { account, world, id });

    /// <summary>What WhatsApp calls a message.</summary>
    public static async Task<string> ProviderId(Session session, InboundMessage message) => (await session.Query<string>(
        "SELECT provider_id FROM whatsapp_inbound WHERE account_id = @AccountId AND is_test = @IsTest AND id = @Id", new { message.AccountId, message.IsTest, message.Id }))[0];

    /// <summary>Our id of what WhatsApp calls so; null where it is not here.</summary>
    public static async Task<string?> OurId(Session session, string sessionId, string providerId) => (await session.Query<string>(
        "SELECT id FROM whatsapp_inbound WHERE session_id = @sessionId AND provider_id = @providerId", new { sessionId, providerId })).FirstOrDefault();

    /// <summary>A page that matches, newest first, with ids between two.</summary>
    public static Task<List<InboundMessage>> List(Session session, string account, long world, MessageQuery query, (string Before, int Most) page)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("account", account);
        parameters.Add("world", world);
        parameters.Add("before", page.Before);
        parameters.Add("after", query.After);
        parameters.Add("session", query.SessionId, System.Data.DbType.String);
        parameters.Add("phone", query.Phone, System.Data.DbType.String);
        parameters.Add("most", page.Most);
        return session.Query<InboundMessage>($"""
            SELECT {Columns}
            FROM whatsapp_inbound
            WHERE account_id = @account AND is_test = @world AND id < @before AND id >= @after
                {(query.SessionId is null ? "" : "AND session_id = @session")} {(query.Phone is null ? "" : "AND sender = @phone")}
            ORDER BY id DESC
            LIMIT @most
            """, parameters);
    }
}
