using System.Collections.Concurrent;
using System.Security.Cryptography;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>What cloud sessions are let in with: sealed in the store, and in memory alone while it is being proven.</summary>
public sealed partial class CloudCredentials(Db db, Secrets secrets, ILogger<CloudCredentials> log)
{
    private const string VerifyPurpose = "meta webhooks ";

    private readonly ConcurrentDictionary<string, CloudAccess> _held = [];

    /// <summary>Of a session; null for one that is gone.</summary>
    public async Task<CloudAccess?> Find(string session, CancellationToken ct) =>
        _held.TryGetValue(session, out var held) ? held : await db.Read(s => CloudRows.Find(s, session), ct) is { } row ? Open(row) : null;

    /// <summary>The same for all test sessions of a number or of a business account.</summary>
    public async Task<IReadOnlyList<CloudAccess>> Simulated(string metaId)
    {
        var kept = await db.Read(s => CloudRows.Simulated(s, metaId), CancellationToken.None);
        return [.. _held.Values.Where(a => a.PhoneNumberId == metaId || a.BusinessId == metaId), .. kept.Where(r => !_held.ContainsKey(r.SessionId)).Select(Open).OfType<CloudAccess>()];
    }

    /// <summary>A session is spoken for with this, on this node, until the answer is disposed.</summary>
    public IDisposable Hold(string session, CloudAccess access)
    {
        _held[session] = access;
        return new Held(_held, new(session, access));
    }

    /// <summary>As the store keeps it.</summary>
    public CloudRow Seal(SessionRow session, CloudAccess access) => new()
    {
        SessionId = session.Id,
        AccountId = session.AccountId,
        IsTest = session.IsTest,
        PhoneNumberId = access.PhoneNumberId,
        BusinessId = access.BusinessId,
        Token = secrets.Seal(access.Token),
        AppSecret = secrets.Seal(access.AppSecret),
    };

    /// <summary>What Meta must give in the handshake of a session's callback address: nobody else can know it, and nothing has to be kept.</summary>
    public string VerifyToken(string session) => Convert.ToHexStringLower(secrets.Derive(VerifyPurpose + session));

    private CloudAccess? Open(CloudRow row)
    {
        try
        {
            return new(row.PhoneNumberId, row.BusinessId, secrets.Unseal(row.Token), secrets.Unseal(row.AppSecret));
        }
        catch (CryptographicException fault)
        {
            NotOpened(log, fault, row.SessionId);
            return null;
        }
    }

    [LoggerMessage(3831, LogLevel.Error, "The credentials of session {SessionId} were sealed with another key, so nobody can speak for it; give them anew")]
    private static partial void NotOpened(ILogger log, Exception fault, string sessionId);

    private sealed class Held(ConcurrentDictionary<string, CloudAccess> all, KeyValuePair<string, CloudAccess> own) : IDisposable
    {
        public void Dispose() => all.TryRemove(own);
    }
}
