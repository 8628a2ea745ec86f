using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /v1/whatsapp/groups: makes a group with the phone of a linked session in it. A repeated key does not make it twice.</summary>
public static class CreateGroup
{
    internal const int LongestName = 25, LongestDescription = 512;

    /// <summary>WhatsApp has groups of 1,024, and the phone itself is one of them.</summary>
    internal const int MostParticipants = 1_023;

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public SessionRef? SessionId { get; init; }
        public string? Name { get; init; }
        public List<string?>? Participants { get; init; }
        public string? Description { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/groups", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InvalidSession, Errors.SessionNotConnected, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(GroupDocs.Create);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, SessionTools tools)
    {
        return tools.Idempotency.Write(http, caller, body, Prepare, async (session, made) =>
        {
            var row = await GroupRows.Keep(session, GroupRow.Of(made.Session, made.Group, tools.Clock.GetUtcNow()));
            return Answer.Created($"/v1/whatsapp/groups/{row.Id}", GroupView.Of(row, made.Group));
        });

        async Task<(SessionRow Session, GatewayGroup Group)> Prepare()
        {
            var group = Parse(body.Value);
            var session = await tools.Db.Read(s => GroupSessions.Of(s, caller, body.Value.SessionId, tools.Clock.GetUtcNow()), http.RequestAborted);
            // From here on it is made in any case; should it not get into the store, the list finds it.
            return (session, await tools.Desk.Ask(session, people => people.Create(session.Id, group, CancellationToken.None)));
        }
    }

    private static NewGroup Parse(Request request)
    {
        var fields = new Fields();
        var name = fields.Required("name", "what the group is called, such as Customers", request.Name);
        fields.Text("name", name, LongestName);
        fields.Text("description", fields.Optional("description", request.Description) ?? "", LongestDescription);
        if (request.Participants is null or { Count: 0 })
            fields.Add("participants", $"'participants' is required: 1 to {Shown.Count(MostParticipants)} numbers in E.164 form.");
        var people = GroupSessions.People(fields, "participants", request.Participants, MostParticipants);
        fields.Refuse();
        return new(name, string.IsNullOrEmpty(request.Description) ? null : request.Description, people);
    }
}
