using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using SendApi.Core;
using SendApi.Core.Webhooks;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.Webhooks;

/// <summary>GET /v1/webhooks/stream: the events of the key's account and world as they happen, over one open answer, for a developer's own machine.</summary>
public static class StreamEvents
{
    private const int MostAtOnce = 100;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500), Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/webhooks/stream", Handle)
        .Needs(Scopes.WebhooksRead)
        .Refuses(Errors.InvalidRequest, Errors.Conflict)
        .Describes(StreamDocs.Stream);

    private static async Task<IResult> Handle(HttpRequest request, Caller caller, StreamTools tools, CancellationToken ct)
    {
        var patterns = Patterns(request.Query);
        var now = tools.Clock.GetUtcNow();
        var id = await tools.Db.Write(s => Listeners.Open(s, (caller.AccountId, caller.World, caller.KeyId), patterns, now), ct)
            ?? throw new Refusal(Errors.Conflict, $"The account has {Listeners.MostOfAnAccount} streams open already. End one of them, or wait until it runs out.");

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.ServerSentEvents(Stream(id, patterns, tools, ct));
    }

    private static string Patterns(IQueryCollection query)
    {
        var fields = new QueryFields(query);
        var wanted = (fields.Text("events") ?? EventPatterns.All).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var pattern in wanted.Where(p => !EventPatterns.FitsAny(p, EventTypes.Names)))
            fields.Add("events", $"There is no event '{Shown.Cut(pattern)}'. Events: {string.Join(", ", EventTypes.Names)}; or a family such as sms.*, or *.");
        fields.Refuse();
        return EventPatterns.Join(wanted);
    }

    private static async IAsyncEnumerable<SseItem<string>> Stream(string id, string patterns, StreamTools tools, [EnumeratorCancellation] CancellationToken ct)
    {
        try
        {
            yield return new(ApiJson.Text(new StreamOpened(id, tools.SecretOf(id), patterns.Split(' '))), "ready");

            var lastSign = tools.Clock.GetTimestamp();
            while (!tools.Draining.IsDraining)
            {
                var woken = tools.Arrivals.Streams.Next;
                var events = await tools.Db.Read(s => Listeners.Next(s, id, MostAtOnce), ct);
                foreach (var one in events)
                    yield return new(System.Text.Encoding.UTF8.GetString(one.Body), one.Type) { EventId = one.Id };
                if (events.Count > 0)
                    await tools.Db.Write(s => Listeners.Done(s, id, events[^1].Place), ct);

                if (tools.Clock.GetElapsedTime(lastSign) >= Heartbeat)
                {
                    if (!await tools.Db.Write(s => Listeners.Renew(s, id, tools.Clock.GetUtcNow()), ct))
                        yield break;
                    yield return new("{}", "ping");
                    lastSign = tools.Clock.GetTimestamp();
                }

                if (events.Count == 0)
                    await Wake.For(woken, Poll, tools.Clock, ct);
            }
        }
        finally
        {
            // Whoever hung up waits for nothing any more; the sweep ends what is left.
            await tools.Db.Write(s => Listeners.RunOut(s, id), CancellationToken.None);
        }
    }
}

/// <summary>What a stream needs.</summary>
public sealed record StreamTools(Db Db, EventArrivals Arrivals, Secrets Secrets, Draining Draining, TimeProvider Clock)
{
    /// <summary>What the listener signs with when it passes events on: it is told once, at the beginning of its stream.</summary>
    public string SecretOf(string id) => WebhookSecret.Of(Secrets.Derive($"listener {id}"));
}

/// <summary>The first thing on a stream.</summary>
public sealed record StreamOpened(string Listener, string Secret, IReadOnlyList<string> Events);
