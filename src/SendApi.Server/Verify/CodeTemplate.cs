using System.Globalization;
using System.Text;
using System.Text.Json;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>The template that brings a code by WhatsApp, and the session that sends it.</summary>
/// <remarks>Source of its places: Meta's documentation of authentication templates. The code fills the place of the body, and that of the button that copies it.</remarks>
internal sealed record CodeTemplate(string SessionId, string Name, string Language, string Components)
{
    private const string English = "en";

    private const int MostRead = 100;

    /// <summary>The approved authentication template of a connected session whose language is nearest to a locale; null where the account has none.</summary>
    public static async Task<CodeTemplate?> Find(Session session, (string Account, long World) whose, string locale)
    {
        var templates = await session.Query<Row>("""
            SELECT s.id AS session_id, t.name, t.language, t.components
            FROM whatsapp_sessions s
            JOIN whatsapp_templates t ON t.session_id = s.id
            WHERE s.account_id = @account AND s.is_test = @world AND s.kind = 'cloud' AND s.status = 20 AND t.status = 'approved' AND UPPER(t.category) = 'AUTHENTICATION'
            ORDER BY s.id, t.id
            LIMIT @most
            """, new { account = whose.Account, world = whose.World, most = MostRead });
        return templates.MinBy(t => Distance(t.Language, locale))?.Template();
    }

    /// <summary>Meta's array <c>components</c> with the code in its places, as JSON.</summary>
    public string Filled(string code)
    {
        using var made = JsonDocument.Parse(Components);
        var buttons = Buttons(made.RootElement).ToList();
        return Encoding.UTF8.GetString(JsonBytes.List(json =>
        {
            Component(json, code, () => json.WriteString("type", "body"));
            foreach (var index in buttons)
                Component(json, code, () =>
                {
                    json.WriteString("type", "button");
                    json.WriteString("sub_type", "url");
                    json.WriteString("index", index.ToString(CultureInfo.InvariantCulture));
                });
        }));
    }

    private static void Component(Utf8JsonWriter json, string code, Action head)
    {
        json.WriteStartObject();
        head();
        json.WriteStartArray("parameters");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", code);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The buttons that take the code: those that copy it, as they were asked for or as Meta answers them.</summary>
    private static IEnumerable<int> Buttons(JsonElement components)
    {
        foreach (var component in components.EnumerateArray().Where(c => Is(c, "BUTTONS") && c.TryGetProperty("buttons", out _)))
        {
            var buttons = component.GetProperty("buttons");
            for (var i = 0; i < buttons.GetArrayLength(); i++)
                if (Is(buttons[i], "OTP") || Is(buttons[i], "URL"))
                    yield return i;
        }
    }

    private static bool Is(JsonElement component, string type) =>
        component.TryGetProperty("type", out var named) && string.Equals(named.GetString(), type, StringComparison.OrdinalIgnoreCase);

    /// <summary>Meta writes <c>pt_BR</c> where a locale is <c>pt-BR</c>: the very one, then the language, then English, then any.</summary>
    private static int Distance(string language, string locale)
    {
        var (has, wanted) = (language.Replace('_', '-'), locale);
        if (has.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            return 0;
        if (has.Split('-')[0].Equals(wanted.Split('-')[0], StringComparison.OrdinalIgnoreCase))
            return 1;
        return has.Split('-')[0].Equals(English, StringComparison.OrdinalIgnoreCase) ? 2 : 3;
    }

    private sealed class Row
    {
        public string SessionId { get; init; } = "";
        public string Name { get; init; } = "";
        public string Language { get; init; } = "";
        public string Components { get; init; } = "[]";

        public CodeTemplate Template() => new(SessionId, Name, Language, Components);
    }
}
