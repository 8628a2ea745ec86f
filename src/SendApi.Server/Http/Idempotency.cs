using System.Collections.Concurrent;
using System.Text;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Http;

/// <summary>Lets a POST with an Idempotency-Key run once: the answer is stored in the transaction of its effect and given again for 24 hours.</summary>
public sealed class Idempotency(Db db, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string KeyId, string Key), bool> _running = [];

    /// <summary>
    /// Runs <paramref name="effect"/>, or gives the stored answer again (4091 for another body, 4092 while the first is running).
    /// The effect gets a function that makes the record of its answer, to be written with it, and answers null when another node was first.
    /// </summary>
    public async Task<Answer> Run<T>(HttpContext http, Caller caller, Body<T> body, Func<Func<Answer, IdempotencyRecord?>, Task<Answer?>> effect) where T : class
    {
        if (IdempotencyKey.Read(http.Request) is not { } key)
            return await effect(_ => null) ?? throw new InvalidOperationException("Only a request with an Idempotency-Key can find it taken.");

        var fingerprint = body.Fingerprint ?? throw new InvalidOperationException("The body was read without its fingerprint.");
        if (!_running.TryAdd((caller.KeyId, key), true))
            throw StillRunning(key);

        try
        {
            return await Stored(caller, key, fingerprint, http.RequestAborted)
                ?? await effect(answer => Record(caller, key, fingerprint, answer))
                ?? await Stored(caller, key, fingerprint, http.RequestAborted)
                ?? throw new InvalidOperationException("An Idempotency-Key was taken and its record is not there.");
        }
        finally
        {
            _running.TryRemove((caller.KeyId, key), out _);
        }
    }

    /// <summary>The same for an effect that is one transaction of its own: the effect and the record of its answer are written together, or neither.</summary>
    public Task<Answer> Write<T>(HttpContext http, Caller caller, Body<T> body, Func<Session, Task<Answer>> effect) where T : class =>
        Write(http, caller, body, () => Task.FromResult(true), (session, _) => effect(session));

    /// <summary>The same with something to find out before the transaction begins; it is not asked for an answer that is stored already.</summary>
    public Task<Answer> Write<T, TReady>(HttpContext http, Caller caller, Body<T> body, Func<Task<TReady>> prepare, Func<Session, TReady, Task<Answer>> effect) where T : class =>
        Run(http, caller, body, async record =>
        {
            var ready = await prepare();
            return await db.Write<Answer?>(async session =>
            {
                var answer = await effect(session, ready);
                return record(answer) is { } stored && (await IdempotencyRecords.Take(session, [stored])).Count > 0
                    ? throw EndedElsewhere()
                    : answer;
            }, http.RequestAborted);
        });

    /// <summary>The same for an operation without a body: its path says everything.</summary>
    public Task<Answer> Write(HttpContext http, Caller caller, Func<Session, Task<Answer>> effect) =>
        Write(http, caller, new Body<object>(http, http.Request.Path), effect);

    /// <summary>
    /// The same for a body that is read while the effect runs, in as many transactions as it needs. The effect keeps the record in its last one.
    /// <paramref name="fingerprint"/> reads what is left of the body.
    /// </summary>
    public async Task<Answer> RunStreamed(HttpContext http, Caller caller, Func<Task<string>> fingerprint, Func<Func<Answer, Task<IdempotencyRecord?>>, Task<Answer>> effect)
    {
        if (IdempotencyKey.Read(http.Request) is not { } key)
            return await effect(_ => Task.FromResult<IdempotencyRecord?>(null));
        if (!_running.TryAdd((caller.KeyId, key), true))
            throw StillRunning(key);

        try
        {
            return await db.Read(s => IdempotencyRecords.Find(s, caller.KeyId, key, clock.GetUtcNow()), http.RequestAborted) is null
                ? await effect(async answer => Record(caller, key, await fingerprint(), answer))
                : await Stored(caller, key, await fingerprint(), http.RequestAborted) ?? throw StillRunning(key);
        }
        finally
        {
            _running.TryRemove((caller.KeyId, key), out _);
        }
    }

    /// <summary>
    /// The same for an effect that is durable before its answer is known. In its first transaction it calls what it gets, with which the key is taken;
    /// whoever ends it, here or on another node, calls <see cref="Complete"/>. Until then repeats are told 4092.
    /// </summary>
    public async Task<Answer> Begin<T>(HttpContext http, Caller caller, Body<T> body, Func<Func<Session, Task>, Task<Answer>> effect) where T : class =>
        await Run<T>(http, caller, body, async record => await effect(async session =>
        {
            if (record(new Answer(IdempotencyRecord.Begun, null, [])) is { } begun && (await IdempotencyRecords.Take(session, [begun])).Count > 0)
                throw EndedElsewhere();
        }));

    /// <summary>Stores the answer of an effect that was begun with a key, in the transaction that ends it.</summary>
    public static Task Complete(Session session, string keyId, string key, Answer answer) =>
        IdempotencyRecords.Complete(session, (keyId, key), answer.Status, answer.Location, Encoding.UTF8.GetString(answer.Body));

    /// <summary>Writes the record of a streamed effect's answer, in the transaction that ends it.</summary>
    public static async Task Keep(Session session, Func<Answer, Task<IdempotencyRecord?>> record, Answer answer)
    {
        if (await record(answer) is { } stored && (await IdempotencyRecords.Take(session, [stored])).Count > 0)
            throw EndedElsewhere();
    }

    private async Task<Answer?> Stored(Caller caller, string key, string fingerprint, CancellationToken ct)
    {
        if (await db.Read(s => IdempotencyRecords.Find(s, caller.KeyId, key, clock.GetUtcNow()), ct) is not { } record)
            return null;

        if (record.Fingerprint != fingerprint)
            throw new Refusal(Errors.IdempotencyMismatch, $"The Idempotency-Key '{key}' was used with another request within the last 24 hours.");
        return record.Status == IdempotencyRecord.Begun
            ? throw StillRunning(key)
            : new Answer(record.Status, record.Location, Encoding.UTF8.GetBytes(record.Body)) { IsReplay = true };
    }

    private IdempotencyRecord Record(Caller caller, string key, string fingerprint, Answer answer)
    {
        var kept = answer.Kept ?? answer;
        return new(caller.KeyId, key, fingerprint, kept.Status, kept.Location, Encoding.UTF8.GetString(kept.Body), clock.GetUtcNow());
    }

    private static Refusal StillRunning(string key) =>
        new(Errors.IdempotencyInProgress, $"A request with the Idempotency-Key '{key}' is still running. Retry after 1 second.") { RetryAfter = TimeSpan.FromSeconds(1) };

    private static Refusal EndedElsewhere() =>
        new(Errors.IdempotencyInProgress, "Another request with this Idempotency-Key ended just now. Retry after 1 second.") { RetryAfter = TimeSpan.FromSeconds(1) };
}
