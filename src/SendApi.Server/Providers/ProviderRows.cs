using System.Text.Json;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>A provider as it is stored; its settings are sealed.</summary>
public sealed class ProviderRow
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Settings { get; init; } = "";
    public long IsDefault { get; init; }
    public long CreatedAt { get; init; }

    public Dictionary<string, string> Unsealed(Secrets secrets) =>
        JsonSerializer.Deserialize(secrets.Unseal(Settings), ApiJson.Info<Dictionary<string, string>>()) ?? [];
}

/// <summary>The providers in the store. The first one added is the default route of live messages; when it is removed, the oldest left becomes it.</summary>
public static class ProviderRows
{
    private const string Selected = "SELECT id, name, kind, settings, is_default, created_at FROM providers";

    /// <summary>A name comes before an id that reads the same.</summary>
    private const string Named = "WHERE name = @name OR id = @name ORDER BY CASE WHEN name = @name THEN 0 ELSE 1 END LIMIT 1";

    /// <summary>Adds a provider; null when the name is taken.</summary>
    public static async Task<ProviderRow?> Add(Session session, string name, string kind, string sealedSettings, DateTimeOffset now)
    {
        var first = await session.Number("SELECT COUNT(*) FROM providers") == 0;
        var row = new ProviderRow
        {
            Id = Ids.New(Ids.Provider, now),
            Name = name,
            Kind = kind,
            Settings = sealedSettings,
            IsDefault = first ? 1 : 0,
            CreatedAt = now.ToMicros(),
        };
        var added = await session.Execute("""
            INSERT INTO providers (id, name, kind, settings, is_default, created_at)
            VALUES (@Id, @Name, @Kind, @Settings, @IsDefault, @CreatedAt)
            ON CONFLICT (name) DO NOTHING
            """, row);
        return added == 1 ? row : null;
    }

    public static Task<List<ProviderRow>> List(Session session) => session.Query<ProviderRow>($"{Selected} ORDER BY id");

    /// <summary>A provider by its name, or by its id; 4044 when there is none.</summary>
    public static async Task<ProviderRow> Get(Session session, string name, string field = "name") =>
        await session.First<ProviderRow>($"{Selected} {Named}", new { name }) ?? throw ProviderRoutes.NotFound(name, field);

    /// <summary>The same; nobody else can change it before the transaction ends.</summary>
    public static async Task<ProviderRow> Lock(Session session, string name) =>
        await session.First<ProviderRow>($"{Selected} {Named} {session.Dialect.Lock}", new { name }) ?? throw ProviderRoutes.NotFound(name, "name");

    public static Task<int> SetSettings(Session session, string id, string sealedSettings) =>
        session.Execute("UPDATE providers SET settings = @sealedSettings WHERE id = @id", new { id, sealedSettings });

    /// <summary>Makes one the default route, and no other.</summary>
    public static Task<int> MakeDefault(Session session, string id) =>
        session.Execute("UPDATE providers SET is_default = CASE WHEN id = @id THEN 1 ELSE 0 END", new { id });

    /// <summary>Removes a provider by name, with its routes; false when there is none. What still waits goes by the next default.</summary>
    public static async Task<bool> Remove(Session session, string name)
    {
        await session.Execute("DELETE FROM sms_routes WHERE provider_id IN (SELECT id FROM providers WHERE name = @name)", new { name });
        if (await session.Execute("DELETE FROM providers WHERE name = @name", new { name }) == 0)
            return false;

        await session.Execute("""
            UPDATE providers
            SET is_default = 1
            WHERE id = (SELECT MIN(id) FROM providers) AND NOT EXISTS (SELECT 1 FROM providers WHERE is_default = 1)
            """);
        return true;
    }
}
