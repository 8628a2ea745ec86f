using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>The events of one account and world that happened before a time.</summary>
public sealed record OldEvents(string AccountId, long World, DateTimeOffset Before);

/// <summary>Takes people and their words out of the events that are kept for replays, and out of what endpoints answered.</summary>
public static class EventRedaction
{
    private const string Redacted = "redacted";

    private const int InOneGo = 500;

    /// <summary>Where events hold what somebody wrote: the words of a text, and whatever else a message may hold.</summary>
    private static readonly string[] Written = ["content", "media", "location", "contact", "interactive", "poll", "reaction", "choice"];

    private static readonly string[] HoldsWritten = [.. Written.Select(name => $"%\"{name}\":{(name is "content" ? "\"" : name is "contact" ? "[" : "{")}%")];

    private static readonly Bulk<Row> Write = new(
        "UPDATE events SET data = @data WHERE account_id = @account_id AND is_test = @is_test AND id = @id",
        "UPDATE events e SET data = v.data FROM v WHERE e.account_id = v.account_id AND e.is_test = v.is_test AND e.id = v.id",
        new("account_id", r => r.AccountId), new("is_test", Number: r => r.IsTest), new("id", r => r.Id), new("data", r => r.Data));

    /// <summary>Redacts what is old: the words of inbound texts, and with people also every number. The answer is how many events.</summary>
    public static Task<int> Forget(Db db, OldEvents old, bool withPeople, CancellationToken ct) =>
        Redact(db, (old.AccountId, old.World), ("evt_", Ids.First(Ids.Event, old.Before)), withPeople ? ["%\":\"+%"] : HoldsWritten, data => Clear(data, _ => withPeople), ct);

    /// <summary>Redacts all that is told of a phone; the answer is how many events.</summary>
    public static Task<int> Erase(Db db, string account, long world, string phone, CancellationToken ct) =>
        Redact(db, (account, world), ("", Ids.Event + "~"), [$"%\"{phone}\"%"], data => Clear(data, number => number == phone), ct);

    /// <summary>Takes a phone out of what endpoints answered; the answer is how many deliveries.</summary>
    public static async Task<int> EraseAnswers(Db db, string account, long world, string phone, CancellationToken ct)
    {
        var ids = await db.Read(s => s.Query<string>("SELECT id FROM webhook_deliveries WHERE account_id = @account AND is_test = @world AND log LIKE @like",
            new { account, world, like = $"%{phone}%" }), ct);
        foreach (var some in ids.Chunk(InOneGo))
            await db.Write(s => s.Execute($"""
                UPDATE webhook_deliveries
                SET log = REPLACE(log, @phone, @Redacted)
                WHERE account_id = @account AND is_test = @world AND {s.Dialect.In("id", "some")}
                """, new { phone, Redacted, account, world, some }), ct);
        return ids.Count;
    }

    private static async Task<int> Redact(Db db, (string Account, long World) whose, (string After, string End) span, string[] like, Func<JsonObject, bool> clear, CancellationToken ct)
    {
        var (after, redacted) = (span.After, 0);
        var parameters = new Dapper.DynamicParameters(new { whose.Account, whose.World, span.End, most = InOneGo });
        for (var i = 0; i < like.Length; i++)
            parameters.Add($"like{i}", like[i]);
        while (true)
        {
            parameters.Add("after", after);
            var page = await db.Read(s => s.Query<Row>($"""
                SELECT account_id, is_test, id, data
                FROM events
                WHERE account_id = @Account AND is_test = @World AND id > @after AND id < @End AND ({string.Join(" OR ", like.Select((_, i) => $"data LIKE @like{i}"))})
                ORDER BY id
                LIMIT @most
                """, parameters), ct);
            var changed = page.Select(row => (Row: row, Data: (JsonNode.Parse(row.Data) ?? throw new InvalidOperationException("An event has no data.")).AsObject())).Where(r => clear(r.Data))
                .Select(r => new Row { AccountId = r.Row.AccountId, IsTest = r.Row.IsTest, Id = r.Row.Id, Data = Text(r.Data) }).ToList();
            if (changed.Count > 0)
                await db.Write(s => s.Run(Write, changed), ct);
            redacted += changed.Count;
            if (page.Count < InOneGo)
                return redacted;
            after = page[^1].Id;
        }
    }

    /// <summary>Whether anything was there to clear. The words go in any case, numbers where they are the person's.</summary>
    private static bool Clear(JsonObject data, Func<string, bool> isTheirs)
    {
        var isChanged = false;
        foreach (var end in (string[])["to", "from"])
            if ((string?)data[end] is { } number && number != Redacted && isTheirs(number))
                (data[end], isChanged) = (Redacted, true);
        if (isChanged && data.ContainsKey("metadata"))
            data["metadata"] = null;
        foreach (var part in Written)
            if (data[part] is not null)
                (data[part], isChanged) = (null, true);
        return isChanged;
    }

    private static string Text(JsonObject data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = ApiJson.Writer(buffer))
            data.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed class Row
    {
        public string AccountId { get; init; } = "";
        public long IsTest { get; init; }
        public string Id { get; init; } = "";
        public string Data { get; init; } = "";
    }
}
