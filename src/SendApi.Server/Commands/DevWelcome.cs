using SendApi.Core;
using SendApi.Server.Accounts;
using SendApi.Server.Keys;
using SendApi.Server.Storage;
using SendApi.Server.Wiring;

namespace SendApi.Server.Commands;

/// <summary>What a new user sees after <c>./dev run</c>: two keys that stay the same from run to run, the docs, and a curl to paste.</summary>
internal static class DevWelcome
{
    private const string KeyName = "dev", FileName = "dev-keys";

    /// <param name="where">Where the server listens, and the link by which the first owner joins, while there is none.</param>
    public static async Task Print(IServiceProvider services, (string Url, string? First) where, ServeOptions options, CancellationToken ct)
    {
        var url = where.Url;
        var db = services.GetRequiredService<Db>();
        var (live, test) = await Keys(db, services.GetRequiredService<Secrets>(), options, ct);
        await Console.Out.WriteLineAsync($$"""

              live key   {{live}}
              test key   {{test}}
              docs       {{url}}/docs{{(where.First is null ? "" : $"\n  sign in    {where.First} (makes you the owner; works once, within 24 hours)")}}

              Send a first text. The built-in simulator plays the carrier: nothing leaves this machine.

              curl -s {{url}}/v1/sms/send \
                -H 'Authorization: Bearer {{test}}' \
                -H 'Content-Type: application/json' \
                -d '{"to": "+447700900000", "content": "Hello from SendAPI"}'

              Then look what became of it, with the id from the answer:

              curl -s {{url}}/v1/sms/status/ID -H 'Authorization: Bearer {{test}}'

              Receive what becomes of it on this machine: sendapi listen --forward http://localhost:3000/hook

              Live keys go to the simulator too until you add a carrier: sendapi providers add smpp --help
              Stop with Ctrl+C.
            """);
    }

    /// <summary>The test key of a data folder in which the server was tried out, or null.</summary>
    public static async Task<string?> TestKey(string folder, CancellationToken ct) =>
        Path.Combine(folder, FileName) is var path && File.Exists(path) ? Secrets.Open(folder).Unseal(await File.ReadAllTextAsync(path, ct)).Split('\n')[^1] : null;

    /// <summary>The pair made at the first run, sealed in the data folder; made anew when one of them was revoked or the store is another.</summary>
    private static async Task<(string Live, string Test)> Keys(Db db, Secrets secrets, ServeOptions options, CancellationToken ct)
    {
        var path = Path.Combine(options.Location.Folder, FileName);
        if (File.Exists(path) && secrets.Unseal(await File.ReadAllTextAsync(path, ct)).Split('\n') is [var live, var test] && await Work(db, [live, test], ct))
            return (live, test);

        var made = await db.Write(async s => (Live: await Make(s, false, options), Test: await Make(s, true, options)), ct);
        await File.WriteAllTextAsync(path, secrets.Seal($"{made.Live}\n{made.Test}"), ct);
        return made;
    }

    private static Task<bool> Work(Db db, string[] keys, CancellationToken ct) => db.Read(async s =>
    {
        foreach (var key in keys)
            if (await KeyRows.Matching(s, key) is not [{ RevokedAt: null }])
                return false;
        return true;
    }, ct);

    private static async Task<string> Make(Session session, bool isTest, ServeOptions options)
    {
        var now = options.Clock.GetUtcNow();
        var account = await AccountRows.Find(session, AccountRows.DefaultName, now) ?? throw new InvalidOperationException("The default account is always there.");
        return (await KeyRows.Create(session, new NewKey(account.Id, KeyName, [Scopes.Admin], isTest, null), now)).Secret;
    }
}
