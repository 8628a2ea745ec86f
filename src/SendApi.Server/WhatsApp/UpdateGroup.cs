using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>PUT /v1/whatsapp/groups/{id}: changes name, description and people of a group. Doing it twice changes nothing more.</summary>
public static class UpdateGroup
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Name { get; init; }
        public string? Description { get; init; }
        public List<string?>? AddParticipants { get; init; }
        public List<string?>? RemoveParticipants { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPut("/whatsapp/groups/{id}", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.NotFound, Errors.SessionNotConnected, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(GroupDocs.Update);

    private static async Task<Answer> Handle(string id, Body<Request> body, Caller caller, HttpContext http, SessionTools tools)
    {
        var change = Parse(body.Value);
        var (row, session) = await tools.Db.Read(s => GroupSessions.Find(s, caller, id, tools.Clock.GetUtcNow()), http.RequestAborted);
        // Not ended by the caller who hangs up: half a change would be left.
        await tools.Desk.Ask(session, async people =>
        {
            await people.Change(session.Id, row.ProviderId, change, CancellationToken.None);
            return true;
        });
        return Answer.Ok(await GetGroup.Whole(tools, row, session, CancellationToken.None));
    }

    private static GroupChange Parse(Request request)
    {
        var fields = new Fields();
        if (fields.Optional("name", request.Name) is { } name)
        {
            if (name.Length == 0)
                fields.Add("name", "'name' is empty: a group has a name.");
            fields.Text("name", name, CreateGroup.LongestName);
        }

        fields.Text("description", fields.Optional("description", request.Description) ?? "", CreateGroup.LongestDescription);
        var add = GroupSessions.People(fields, "add_participants", request.AddParticipants, CreateGroup.MostParticipants);
        var remove = GroupSessions.People(fields, "remove_participants", request.RemoveParticipants, CreateGroup.MostParticipants);
        foreach (var both in add.Intersect(remove).Take(1))
            fields.Add("remove_participants", "A number stands in 'add_participants' and in 'remove_participants'. Give it once.");
        fields.Refuse();
        return new(request.Name, request.Description, add, remove);
    }
}
