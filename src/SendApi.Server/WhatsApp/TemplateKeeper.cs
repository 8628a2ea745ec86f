using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Events;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>Keeps the templates of cloud sessions in step with Meta's: every ten minutes, and at once when Meta tells that one has changed. What was made in Meta's own pages appears here too.</summary>
/// <remarks>Beside the keeper of the sessions, whose leases must not wait for lists of thousands.</remarks>
public sealed partial class TemplateKeeper(Db db, SessionGateways gateways, Publisher publisher, TimeProvider clock, ILogger<TemplateKeeper> log) : BackgroundService
{
    private const int MostAtOnce = 4, MostInOneGo = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Between = TimeSpan.FromMinutes(10), AfterFault = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Pause, Turn, fault => Failed(log, fault), clock, stoppingToken);

    private async Task Turn(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await db.Read(s => CloudRows.AreDue(s, now), ct) ? await db.Write(s => CloudRows.TakeDue(s, now, now + Between, MostAtOnce), ct) : [];
        await Task.WhenAll(due.Select(id => Compare(id, ct)));
    }

    private async Task Compare(string id, CancellationToken ct)
    {
        if (await db.Read(s => SessionRows.Find(s, id), ct) is not { } session)
            return;

        try
        {
            // What is made here while Meta is asked is not in its answer, and stays.
            var asked = clock.GetUtcNow();
            var told = await gateways.Cloud(session.IsTest).Templates.All(id, ct);
            await Keep(session, told, asked, ct);
        }
        catch (Exception fault) when (fault is GatewayFault or Core.Refusal)
        {
            NotCompared(log, id, fault.Message);
            await db.Write(async s =>
            {
                await CloudRows.CompareTemplates(s, id, clock.GetUtcNow() + AfterFault);
                return true;
            }, ct);
        }
    }

    private async Task Keep(SessionRow session, IReadOnlyList<CloudTemplate> told, DateTimeOffset asked, CancellationToken ct)
    {
        var there = told.Where(t => TemplateState.Of(t.Status) is not null).DistinctBy(t => (t.Name, t.Language)).ToList();
        foreach (var chunk in there.Chunk(MostInOneGo))
            await db.Write(async s =>
            {
                var known = (await TemplateRows.All(s, session.Id)).ToDictionary(r => (r.Name, r.Language));
                foreach (var template in chunk)
                    await Keep(s, session, known.GetValueOrDefault((template.Name, template.Language)), template);
                return true;
            }, ct);

        var kept = there.Select(t => (t.Name, t.Language)).ToHashSet();
        await db.Write(async s =>
        {
            foreach (var gone in (await TemplateRows.All(s, session.Id)).Where(r => !kept.Contains((r.Name, r.Language)) && r.CreatedAt < asked.ToMicros()))
                await TemplateRows.Remove(s, gone);
            return true;
        }, ct);
    }

    private async Task Keep(Session store, SessionRow session, TemplateRow? known, CloudTemplate told)
    {
        var now = clock.GetUtcNow();
        if (known is null)
        {
            await TemplateRows.Add(store, TemplateRow.New(session, told, now));
            return;
        }

        var next = known.Told(told, now);
        if (ReferenceEquals(next, known))
            return;
        await TemplateRows.Change(store, next);
        if (next.Status != known.Status)
            await publisher.Publish(store, TemplateNews.Of(session, next));
    }

    [LoggerMessage(3841, LogLevel.Warning, "The templates could not be compared with Meta's; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(3842, LogLevel.Warning, "The templates of session {SessionId} could not be compared with Meta's; the next try comes in a minute: {Reason}")]
    private static partial void NotCompared(ILogger log, string sessionId, string reason);
}
