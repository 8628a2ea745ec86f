using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SendApi.Simulator.Waha;

/// <summary>A group of the simulated gateway.</summary>
/// <param name="Members">Their numbers in E.164; the session's own phone is not among them.</param>
public sealed record SimulatedGroup(string Id, string Name, string? Description, IReadOnlyList<string> Members)
{
    /// <summary>As it is kept.</summary>
    public string Text() => JsonSerializer.Serialize(this, SimulatedGroupJson.Default.SimulatedGroup);

    public static SimulatedGroup Read(string text) => JsonSerializer.Deserialize(text, SimulatedGroupJson.Default.SimulatedGroup) ?? throw new JsonException("A kept group is null.");
}

/// <summary>The source-generated JSON types of what is kept.</summary>
[JsonSerializable(typeof(SimulatedGroup))]
internal sealed partial class SimulatedGroupJson : JsonSerializerContext;

/// <summary>Where the simulated gateway keeps its groups.</summary>
/// <param name="List">The groups of a session.</param>
/// <param name="Put">Keeps one; the one of the same id is replaced.</param>
public sealed record SimulatedGroups(Func<string, Task<IReadOnlyList<SimulatedGroup>>> List, Func<string, SimulatedGroup, Task> Put, Func<string, string, Task> Remove);

/// <summary>The groups and the address book of the simulated gateway's phones. Somebody who has no WhatsApp gets into no group.</summary>
internal sealed class PeopleSimulator(SimulatedGroups groups, TimeProvider clock)
{
    private const int Known = 60;

    private static readonly (HttpStatusCode, string) NoGroup = (HttpStatusCode.NotFound, """{"message": "Group not found"}""");

    private long _made;

    /// <summary>Whether a request is for here.</summary>
    public static bool Takes(string[] path) => path is ["api", _, "groups", ..] or ["api", "contacts", "all"];

    /// <summary>Answers a request of a session that works.</summary>
    /// <param name="phone">The session's own.</param>
    public async Task<(HttpStatusCode Status, string Body)> Answer(string session, string phone, SimulatedRequest request)
    {
        switch (request.Method, request.Path)
        {
            case ("GET", ["api", "contacts", "all"]):
                return (HttpStatusCode.OK, Part(Enumerable.Range(1, Known).Select(Contact), request.Query));
            case ("GET", [_, _, "groups"]):
                return (HttpStatusCode.OK, Part((await groups.List(session)).Select(g => Json(g with { Members = [] }, phone)), request.Query));
            case ("POST", [_, _, "groups"]):
                var made = new SimulatedGroup(NextId(), Text(request, "name"), null, Joining([], request));
                await groups.Put(session, made);
                return (HttpStatusCode.Created, Json(made, phone).ToJsonString());
        }

        if ((await groups.List(session)).FirstOrDefault(g => g.Id == request.Path[3]) is not { } group)
            return NoGroup;

        switch (request.Method, request.Path[4..])
        {
            case ("GET", []):
                return (HttpStatusCode.OK, Json(group, phone).ToJsonString());
            case ("PUT", ["subject"]):
                return await Keep(session, group with { Name = Text(request, "subject") });
            case ("PUT", ["description"]):
                return await Keep(session, group with { Description = Text(request, "description") });
            case ("POST", ["participants", "add"]):
                return await Keep(session, group with { Members = Joining(group.Members, request) });
            case ("POST", ["participants", "remove"]):
                return await Keep(session, group with { Members = [.. group.Members.Except(People(request))] });
            case ("POST", ["leave"]):
                await groups.Remove(session, group.Id);
                return (HttpStatusCode.Created, "{}");
            default:
                return (HttpStatusCode.NotFound, """{"message": "Not Found"}""");
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> Keep(string session, SimulatedGroup group)
    {
        await groups.Put(session, group);
        return (HttpStatusCode.OK, "true");
    }

    private static IReadOnlyList<string> Joining(IReadOnlyList<string> there, SimulatedRequest request) =>
        [.. there.Union(People(request).Where(p => GatewayRecipients.Of(p) is not GatewayFate.Refused))];

    private static IEnumerable<string> People(SimulatedRequest request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return [.. json.RootElement.GetProperty("participants").EnumerateArray().Select(p => "+" + (p.GetProperty("id").GetString() ?? "").Split('@')[0])];
    }

    private static string Text(SimulatedRequest request, string name)
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty(name).GetString() ?? "";
    }

    private static string Part(IEnumerable<JsonObject> all, Dictionary<string, string> query) =>
        new JsonArray([.. all.Skip(Number(query, "offset", 0)).Take(Number(query, "limit", int.MaxValue))]).ToJsonString();

    private static int Number(Dictionary<string, string> query, string name, int otherwise) =>
        query.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static JsonObject Json(SimulatedGroup group, string phone) => new()
    {
        ["id"] = group.Id,
        ["subject"] = group.Name,
        ["desc"] = group.Description,
        ["participants"] = new JsonArray([new JsonObject { ["id"] = Chat(phone), ["admin"] = "superadmin" }, .. group.Members.Select(m => new JsonObject { ["id"] = Chat(m), ["admin"] = null })]),
    };

    /// <summary>Every fifth is a business, and every second is written down under a name.</summary>
    private static JsonObject Contact(int number) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"4477009020{number:00}@c.us"),
        ["name"] = number % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"Person {number}") : null,
        ["pushname"] = string.Create(CultureInfo.InvariantCulture, $"P{number}"),
        ["isBusiness"] = number % 5 == 0,
        ["isMyContact"] = number % 2 == 0,
    };

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"1203{clock.GetUtcNow().ToUnixTimeMilliseconds()}{Interlocked.Increment(ref _made) % 100:00}{Environment.ProcessId % 1000:000}@g.us");

    private static string Chat(string phone) => phone.TrimStart('+') + "@c.us";
}

/// <summary>A request to the simulated gateway.</summary>
internal sealed record SimulatedRequest(string Method, string[] Path, Dictionary<string, string> Query, byte[] Body);
