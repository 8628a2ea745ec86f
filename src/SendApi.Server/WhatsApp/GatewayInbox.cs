using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.WhatsApp;

/// <summary>Reads a gateway's call: verified its way, by the connector.</summary>
public delegate GatewayReading GatewayReader(ISessionGateway gateway, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body);

/// <summary>Writes down what a gateway tells of by itself. A call ends when its fact is on disk.</summary>
public sealed class GatewayInbox(Db db, Publisher publisher, CarrierSinks sinks, GatewayInboxTools tools)
{
    /// <summary>The most calls that are written at once; beyond it the gateway is asked to come again.</summary>
    private const int MostUnderWay = 500;

    private int _underWay;

    /// <summary>Verifies, reads and keeps a call of a gateway of linked sessions.</summary>
    public Task<GatewayReading> Hear(ISessionGateway gateway, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) =>
        Hear(() => Task.FromResult((tools.Read(gateway, headers, body), gateway == tools.Gateways.Test ? 1L : 0L)));

    /// <summary>The same for Meta's call for a cloud session. The body is read when it is known that there is such a session.</summary>
    public Task<GatewayReading> Hear(string sessionId, IReadOnlyDictionary<string, string> headers, Func<Task<ReadOnlyMemory<byte>>> body) => Hear(async () =>
        await db.Read(s => SessionRows.Find(s, sessionId), CancellationToken.None) is { IsCloud: true } row && await tools.Credentials.Find(row.Id, CancellationToken.None) is { } access
            ? (tools.Meta.Read(tools.Gateways.NameOf(row), row.Id, access, headers, await body()), row.IsTest)
            : (new GatewayReading.Forged("It is for no session of the Cloud API."), 0L));

    private async Task<GatewayReading> Hear(Func<Task<(GatewayReading Reading, long World)>> read)
    {
        try
        {
            if (Interlocked.Increment(ref _underWay) > MostUnderWay)
                throw new Refusal(Errors.Overloaded, "More calls came at once than can be taken. Call again after 5 seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };

            var (reading, world) = await read();
            if (reading is GatewayReading.Heard heard)
                foreach (var news in heard.News)
                    await Keep(news, world);
            return reading;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private Task Keep(GatewayNews news, long world) => news switch
    {
        GatewayNews.Told told => sinks.Receipts(told.Receipt, CancellationToken.None),
        GatewayNews.Received received => db.Write(s => Keep(s, received, world), CancellationToken.None),
        GatewayNews.TemplatesChanged changed => db.Write(async s =>
        {
            await CloudRows.CompareTemplates(s, changed.Session, tools.Clock.GetUtcNow());
            return true;
        }, CancellationToken.None),
        // It is not believed, but looked at: what a look finds is proven.
        _ => db.Write(async s =>
        {
            await SessionRows.LookNow(s, news.Session);
            return true;
        }, CancellationToken.None),
    };

    /// <summary>What comes twice under one id of the gateway is one message; for a session that is not ours it is nothing.</summary>
    private async Task<bool> Keep(Session session, GatewayNews.Received received, long world)
    {
        var now = tools.Clock.GetUtcNow();
        if (await SessionRows.Find(session, received.Session) is not { } row || row.IsTest != world)
            return false;

        var content = await Whole(session, received, (row, tools.Gateways.NameOf(row)));
        var message = new InboundMessage
        {
            AccountId = row.AccountId,
            IsTest = row.IsTest,
            Id = Ids.New(Ids.WhatsApp, now),
            SessionId = row.Id,
            Sender = received.From,
            Kind = (long)content.Kind,
            Content = ContentText.Write(content),
            ReceivedAt = now.ToMicros(),
        };
        if (!await InboundMessages.Add(session, message, received.Id))
            return false;

        var file = content is WhatsAppContent.Media media ? FileOf(message, media, received.MediaReference) : null;
        if (file is not null)
            MediaRows.Add(session, file);
        if (row.IsCloud)
            await ConversationWindows.Open(session, message);
        if (row.IsTest == 0)
            Counters.Add(session, new Dictionary<CounterKey, long> { [new(row.AccountId, CounterKinds.WhatsAppReceived, CounterKinds.Day(now))] = 1 });
        await publisher.Publish(session, [new Happening(row.AccountId, row.IsTest, EventNames.MessageReceived, message.Id, now, Told(message, content, file)) { CallbackUrl = row.WebhookUrl }]);
        return true;
    }

    /// <summary>The content as it is kept: with an id for its file, and with our own id of the message that it is about.</summary>
    private async Task<WhatsAppContent> Whole(Session session, GatewayNews.Received received, (SessionRow Row, string Gateway) where) => received.Content switch
    {
        WhatsAppContent.Text text => new WhatsAppContent.Text(InboundContent.Clean(text.Body)),
        WhatsAppContent.Media media => media with
        {
            File = media.File with { Id = Ids.New(Ids.Media, tools.Clock.GetUtcNow()) },
            Caption = media.Caption is { } caption ? InboundContent.Clean(caption) : null,
        },
        WhatsAppContent.Reaction reaction when received.About is { } about => reaction with { Of = await ReactionTargets.OurId(session, where, about) },
        WhatsAppContent.Choice choice when received.About is { } about => choice with { Of = await ReactionTargets.OurId(session, where, about) },
        _ => received.Content,
    };

    private static MediaRow FileOf(InboundMessage message, WhatsAppContent.Media media, string? reference) => new()
    {
        AccountId = message.AccountId,
        IsTest = message.IsTest,
        Id = media.File.Id,
        MessageId = message.Id,
        SessionId = message.SessionId,
        ContentType = media.File.ContentType,
        Filename = media.File.Filename,
        Size = media.File.Size,
        State = (long)(reference is null ? MediaState.Failed : MediaState.Pending),
        Reason = reference is null ? "The gateway did not say where the file is." : null,
        Reference = reference,
        NextAt = reference is null ? null : message.ReceivedAt,
        CreatedAt = message.ReceivedAt,
    };

    private static string Told(InboundMessage message, WhatsAppContent content, MediaRow? file)
    {
        var parts = MessageParts.Of(content, file is null ? "" : MediaView.NameOf((MediaState)file.State));
        return ApiJson.Text(new MessageReceivedData
        {
            MessageId = message.Id,
            SessionId = message.SessionId,
            From = message.Sender,
            Type = ContentNames.Of(content.Kind),
            Content = (content as WhatsAppContent.Text)?.Body,
            Media = parts.Media,
            Location = parts.Location,
            Contact = parts.Contact,
            Interactive = parts.Interactive,
            Poll = parts.Poll,
            Reaction = parts.Reaction,
            Choice = parts.Choice,
            ReceivedAt = Times.FromMicros(message.ReceivedAt).UtcDateTime,
        });
    }
}

/// <summary>What the inbox needs beside the store.</summary>
public sealed record GatewayInboxTools(SessionGateways Gateways, GatewayReader Read, CloudReader Meta, CloudCredentials Credentials, TimeProvider Clock);
