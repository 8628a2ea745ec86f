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

        var message = new InboundMessage
        {
            AccountId = row.AccountId,
            IsTest = row.IsTest,
            Id = Ids.New(Ids.WhatsApp, now),
            SessionId = row.Id,
            Sender = received.From,
            Kind = (long)received.Content.Kind,
            Content = Stored(received.Content),
            ReceivedAt = now.ToMicros(),
        };
        if (!await InboundMessages.Add(session, message, received.Id))
            return false;

        if (row.IsCloud)
            await ConversationWindows.Open(session, message);
        if (row.IsTest == 0)
            Counters.Add(session, new Dictionary<CounterKey, long> { [new(row.AccountId, CounterKinds.WhatsAppReceived, CounterKinds.Day(now))] = 1 });
        await publisher.Publish(session,
        [
            new Happening(row.AccountId, row.IsTest, EventNames.MessageReceived, message.Id, now, ApiJson.Text(new MessageReceivedData
            {
                MessageId = message.Id,
                SessionId = row.Id,
                From = message.Sender,
                Content = message.Content,
                ReceivedAt = now.UtcDateTime,
            }))
            {
                CallbackUrl = row.WebhookUrl,
            },
        ]);
        return true;
    }

    private static string Stored(WhatsAppContent content) => ContentText.Write(content is WhatsAppContent.Text text ? new WhatsAppContent.Text(InboundContent.Clean(text.Body)) : content);
}

/// <summary>What the inbox needs beside the store.</summary>
public sealed record GatewayInboxTools(SessionGateways Gateways, GatewayReader Read, CloudReader Meta, CloudCredentials Credentials, TimeProvider Clock);
