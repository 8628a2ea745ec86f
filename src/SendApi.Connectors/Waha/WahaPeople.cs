using System.Globalization;
using System.Text;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Waha;

/// <summary>The groups and the address book of a WAHA gateway's sessions.</summary>
/// <remarks>Source: the gateway's documentation (waha.devlike.pro/docs), sections Groups and Contacts. Its engines answer with different members, so each is looked for where any of them has it.</remarks>
/// <param name="call">Makes a request and gives whatever the gateway answers.</param>
/// <param name="fetch">The same for an answer that may be long.</param>
internal sealed class WahaPeople(Func<HttpMethod, string, byte[], Task<HttpHeard.Answered>> call, Func<string, Task<(HttpHeard Heard, ReceivedFile? File)>> fetch) : ILinkedPeople
{
    /// <summary>A group of a thousand people is told of in less.</summary>
    public const int LongestAnswer = 4 * 1024 * 1024;

    private const string GroupEnd = "@g.us";

    private const int LongestId = 80, LongestName = 200, LongestDescription = 2_048;

    private static readonly string[] Phones = ["pn", "phoneNumber", "PhoneNumber", "id", "id._serialized", "jid", "JID"];

    public async Task<GatewayPart<GatewayGroup>> Groups(string session, int skip, int most, CancellationToken ct)
    {
        var entries = Entries(await Read($"api/{session}/groups?exclude=participants&{Part(skip, most)}") ?? throw Unreadable("its groups"));
        return new([.. entries.Select(Group).OfType<GatewayGroup>().Select(g => g with { Members = [] })], entries.Count);
    }

    public async Task<GatewayGroup?> Group(string session, string id, CancellationToken ct) =>
        await Read($"api/{session}/groups/{id}") is { } said ? Group(said) ?? throw Unreadable("the group") : null;

    public async Task<GatewayGroup> Create(string session, NewGroup group, CancellationToken ct)
    {
        var answer = WahaGateway.Good(await call(HttpMethod.Post, $"api/{session}/groups", JsonBytes.Object(json =>
        {
            json.WriteString("name", group.Name);
            Write(json, group.Members);
        })));
        var said = JsonText.Parse(answer.Body);
        var id = GroupId(said) ?? throw new GatewayFault("The WhatsApp gateway does not say which group it made. It is in the list of groups.");
        var made = new GatewayGroup(id, group.Name, group.Description, Members(said));
        if (group.Description is { } description && !(await Describe(session, id, description)).IsSuccess)
            made = made with { Description = null };
        return made;
    }

    public async Task Change(string session, string id, GroupChange change, CancellationToken ct)
    {
        if (change.Name is { } name)
            WahaGateway.Good(await call(HttpMethod.Put, $"api/{session}/groups/{id}/subject", JsonBytes.Object(json => json.WriteString("subject", name))));
        if (change.Description is { } description)
            WahaGateway.Good(await Describe(session, id, description));
        foreach (var (people, what) in new[] { (change.Add, "add"), (change.Remove, "remove") })
            if (people.Count > 0)
                WahaGateway.Good(await call(HttpMethod.Post, $"api/{session}/groups/{id}/participants/{what}", JsonBytes.Object(json => Write(json, people))));
    }

    public async Task LeaveGroup(string session, string id, CancellationToken ct)
    {
        var answer = await call(HttpMethod.Post, $"api/{session}/groups/{id}/leave", []);
        if (answer.Status != 404)
            WahaGateway.Good(answer);
    }

    public async Task<GatewayPart<GatewayContact>> Contacts(string session, int skip, int most, CancellationToken ct)
    {
        var entries = Entries(await Read($"api/contacts/all?session={session}&sortBy=id&sortOrder=asc&{Part(skip, most)}") ?? throw Unreadable("its contacts"));
        return new([.. entries.Select(Contact).OfType<GatewayContact>()], entries.Count);
    }

    private Task<HttpHeard.Answered> Describe(string session, string id, string description) =>
        call(HttpMethod.Put, $"api/{session}/groups/{id}/description", JsonBytes.Object(json => json.WriteString("description", description)));

    /// <summary>What the gateway says at an address; null for what is not there.</summary>
    private async Task<JsonElement?> Read(string path) => await fetch(path) switch
    {
        (HttpHeard.Answered { Status: 404 }, _) => null,
        (HttpHeard.Answered { IsSuccess: true }, { } said) => JsonText.Parse(Encoding.UTF8.GetString(said.Bytes)) ?? throw Unreadable("this"),
        (HttpHeard.Answered { IsSuccess: true }, null) => throw new GatewayFault("The WhatsApp gateway answered more than can be taken, or broke off."),
        (HttpHeard.Answered answer, _) => throw new GatewayFault(string.Create(CultureInfo.InvariantCulture, $"The WhatsApp gateway answered HTTP {answer.Status}.")),
        (HttpHeard.NotSent notSent, _) => throw new GatewayFault($"The WhatsApp gateway cannot be reached: {notSent.Why}."),
        (HttpHeard.Silence silence, _) => throw new GatewayFault($"The WhatsApp gateway did not answer: {silence.Why}."),
        _ => throw new InvalidOperationException("An exchange ended in a way that is not known."),
    };

    private static string Part(int skip, int most) => string.Create(CultureInfo.InvariantCulture, $"limit={most}&offset={skip}");

    private static GatewayFault Unreadable(string what) => new($"The WhatsApp gateway tells of {what} in a form that is not known.");

    /// <summary>A list, or the values of an object: one engine has its groups by their ids.</summary>
    private static IReadOnlyList<JsonElement> Entries(JsonElement said) => said.ValueKind switch
    {
        JsonValueKind.Array => [.. said.EnumerateArray()],
        JsonValueKind.Object => [.. said.EnumerateObject().Select(p => p.Value)],
        _ => throw Unreadable("a list"),
    };

    private static void Write(Utf8JsonWriter json, IReadOnlyList<PhoneNumber> people)
    {
        json.WriteStartArray("participants");
        foreach (var person in people)
        {
            json.WriteStartObject();
            json.WriteString("id", person.Digits + WahaGateway.ChatEnd);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static GatewayGroup? Group(JsonElement said) => GroupId(said) is not { } id ? null : new(
        id,
        HttpOutcomes.Short(said.At("subject") ?? said.At("name") ?? said.At("Name") ?? said.At("groupMetadata.subject") ?? "", LongestName),
        (said.At("desc") ?? said.At("description") ?? said.At("Topic") ?? said.At("groupMetadata.desc")) is { } words ? HttpOutcomes.Short(words, LongestDescription) : null,
        Members(said));

    /// <summary>Null for what is no group's id: it becomes part of an address.</summary>
    private static string? GroupId(JsonElement? said) =>
        (said.At("id") ?? said.At("id._serialized") ?? said.At("JID") ?? said.At("gid._serialized") ?? said.At("gid")) is { Length: <= LongestId } id
        && id.EndsWith(GroupEnd, StringComparison.Ordinal) && id.Length > GroupEnd.Length && id[..^GroupEnd.Length].All(c => char.IsAsciiDigit(c) || c == '-') ? id : null;

    private static IReadOnlyList<GatewayMember> Members(JsonElement? said) =>
    [
        .. (said.List("participants") ?? said.List("Participants") ?? said.List("groupMetadata.participants") ?? []).Select(p => new GatewayMember(
            Phones.Select(place => WahaChats.Phone(p.At(place))).FirstOrDefault(phone => phone is not null),
            p.At("isAdmin") == "true" || p.At("isSuperAdmin") == "true" || p.At("IsAdmin") == "true" || p.At("IsSuperAdmin") == "true" || (p.At("role") ?? p.At("admin")) is "admin" or "superadmin")),
    ];

    private static GatewayContact? Contact(JsonElement said)
    {
        if (said.At("isGroup") == "true" || said.At("isMe") == "true" || Phones.Select(place => WahaChats.Phone(said.At(place))).FirstOrDefault(p => p is not null) is not { } phone)
            return null;
        return new(phone, Name(said.At("name") ?? said.At("shortName") ?? said.At("verifiedName")), Name(said.At("pushname") ?? said.At("pushName") ?? said.At("notify")), Flag(said.At("isBusiness")), Flag(said.At("isMyContact")));
    }

    private static string? Name(string? text) => text is null ? null : HttpOutcomes.Short(text, LongestName);

    private static bool? Flag(string? word) => word switch { "true" => true, "false" => false, _ => null };
}
