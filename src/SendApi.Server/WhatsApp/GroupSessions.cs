using System.Globalization;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Which session speaks for a request about groups or the address book: a linked one that is connected.</summary>
internal static class GroupSessions
{
    private const int MostNamed = 20;

    /// <summary>As for a send, and 4000 for a session of Meta's Cloud API, which has neither.</summary>
    public static async Task<SessionRow> Of(Session session, Caller caller, SessionRef? asked, DateTimeOffset now)
    {
        if (asked is not null && (await GetSession.Named(session, caller, asked)).Kind != SessionRows.Linked)
            throw NotLinked(asked);
        var row = await SessionChoice.Of(session, caller, asked, now);
        return row.Kind == SessionRows.Linked ? row : throw NotLinked(SessionRef.Named(row.Id));
    }

    /// <summary>The group of a path and its session.</summary>
    public static async Task<(GroupRow Group, SessionRow Session)> Find(Session session, Caller caller, string id, DateTimeOffset now)
    {
        var group = await GroupRows.Find(session, caller, id);
        return (group, await Of(session, caller, SessionRef.Named(group.SessionId), now));
    }

    /// <summary>Reads a list of people; 4000 where it is too long or holds no texts, 4001 with the place of the first that is no number.</summary>
    public static IReadOnlyList<PhoneNumber> People(Fields fields, string name, IReadOnlyList<string?>? people, int most)
    {
        if (people is null)
            return [];

        if (people.Count > most)
            fields.Add(name, $"'{name}' has {Shown.Count(people.Count)} numbers; {Shown.Count(most)} are the most.");
        foreach (var row in Enumerable.Range(0, people.Count).Where(i => people[i] is null).Take(MostNamed))
            fields.Add(Place(name, row), "A participant is a number in E.164 form; this one is null.");
        fields.Refuse();
        return [.. people.Select((phone, row) => PhoneNumber.Parse(phone ?? "", Place(name, row))).Distinct()];
    }

    private static string Place(string name, int row) => string.Create(CultureInfo.InvariantCulture, $"{name}[{row}]");

    private static Refusal NotLinked(SessionRef session) =>
        new(Errors.InvalidRequest, $"Session '{session}' is of Meta's Cloud API, which has no groups and no address book. Take a linked session.", "session_id");
}
