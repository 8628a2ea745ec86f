using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Nodes;

/// <summary>GET /v1/admin/status: the nodes and what waits, quick enough to be asked every few seconds however much that is.</summary>
public static class GetStatus
{
    /// <summary>So many queues of WhatsApp numbers are shown; there is one for each number.</summary>
    private const int MostSessions = 100;

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapGet("/status", Handle)
        .Refuses(Errors.Overloaded)
        .Describes(StatusDocs.Status);

    private static Task<Answer> Handle(Db db, ThisNode node, TimeProvider clock, CancellationToken ct) => db.Read(async session =>
    {
        var now = clock.GetUtcNow();
        return Answer.Ok(new StatusView
        {
            Object = "status",
            Version = ProgramVersion.Text,
            Store = session.Dialect.Engine,
            Now = now.UtcDateTime,
            StartedAt = node.StartedAt.UtcDateTime,
            Nodes = [.. (await NodeRows.List(session)).OrderBy(n => n.Name, StringComparer.Ordinal).Select(n => NodeView.Of(n, now))],
            Queues = await Waiting(session, now),
            Webhooks = await Webhooks(session),
            Uncertain = Math.Min(Backlog.Most, await UncertainMessages.Count(session, Backlog.Most)),
        });
    }, ct);

    private static async Task<List<QueueBacklogView>> Waiting(Session session, DateTimeOffset now)
    {
        var names = (await session.Query<Provider>("SELECT id, name FROM providers")).ToDictionary(p => p.Id, p => p.Name);
        var queues = await Outbox.Queues(session);
        var views = new List<QueueBacklogView>();
        foreach (var queue in queues.Where(q => !Queues.IsSession(q)).Concat(queues.Where(Queues.IsSession).Take(MostSessions)))
            views.Add(QueueBacklogView.Of(queue, names.GetValueOrDefault(queue), await Backlog.Of(session, queue, now)));
        return views;
    }

    private static async Task<WebhookBacklogView> Webhooks(Session session)
    {
        var (waiting, oldest) = await DeliveryBacklog.Of(session, Backlog.Most + 1);
        return new(Math.Min(waiting, Backlog.Most), waiting > Backlog.Most) { OldestAt = oldest?.UtcDateTime };
    }

    private sealed class Provider
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
    }
}
