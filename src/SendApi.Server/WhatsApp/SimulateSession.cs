using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.WhatsApp;

/// <summary>What the phones of the built-in simulator can be told to do; false when the session does not allow it.</summary>
public sealed record PhoneControls(
    Func<string, string, Task<bool>> Scan, Func<string, Task<bool>> LogOut, Func<string, Task<bool>> Cut, Func<string, string, string, Task<bool>> Write)
{
    /// <summary>The same for sessions of Meta's Cloud API.</summary>
    public required NumberControls Numbers { get; init; }
}

/// <summary>What can be done to a number of the simulated Cloud API, by the id of its session; false when it does not allow it.</summary>
/// <param name="LetIn">By Meta's id of the number: it works again, whatever was done to it.</param>
public sealed record NumberControls(Func<string, Task<bool>> LogOut, Func<string, Task<bool>> Ban, Func<string, string, string, Task<bool>> Write, Func<string, Task> LetIn);

/// <summary>POST /v1/whatsapp/sessions/{id}/simulate: with a test key, what a person does with the phone of a session: scan its code, log it out, lose its connection, or write to it.</summary>
public static class SimulateSession
{
    private const string Scan = "scan", LogOut = "log_out", Cut = "cut", Write = "write", Ban = "ban";

    private const string UsualPhone = "+447700900042", UsualPerson = "+447700900100";

    private const int LongestContent = 4_096;

    private static readonly Dictionary<string, string> Actions = new[] { Scan, LogOut, Cut, Write, Ban }.ToDictionary(a => a);

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Action { get; init; }
        public string? PhoneNumber { get; init; }
        public string? From { get; init; }
        public string? Content { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/sessions/{id}/simulate", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.NotFound, Errors.InsufficientScope, Errors.Conflict, Errors.IdempotencyMismatch,
            Errors.IdempotencyInProgress, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SessionDocs.Simulate);

    private static Task<Answer> Handle(string id, Body<Request> body, Caller caller, HttpContext http, SessionTools tools, PhoneControls phones)
    {
        if (!caller.IsTest)
            throw new Refusal(Errors.InsufficientScope, "Only test keys simulate phones: a live session is paired with a real one.");

        return tools.Idempotency.Write(http, caller, body, Do, async (session, row) =>
        {
            // Meta does not tell that a token was taken back: a look finds it.
            if (row.IsCloud)
                await SessionRows.LookNow(session, row.Id);
            return Answer.Ok(SessionView.Of(await GetSession.Find(session, caller, row.Id), tools.Clock.GetUtcNow()));
        });

        async Task<SessionRow> Do()
        {
            var act = Parse(body.Value, phones);
            var row = await tools.Db.Read(s => GetSession.Find(s, caller, id), CancellationToken.None);
            return await act(row) ? row : throw new Refusal(Errors.Conflict, $"The phone of session '{row.Id}' cannot do that now. Look at the status of the session.", "action");
        }
    }

    private static Func<SessionRow, Task<bool>> Parse(Request request, PhoneControls phones)
    {
        var fields = new Fields();
        var action = fields.OneOf("action", request.Action, Actions, "");
        if (request.Action is null)
            fields.Add("action", $"'action' is required: one of {string.Join(", ", Actions.Keys)}.");
        var content = action == Write ? fields.Required("content", "the words that the person writes", request.Content) : "";
        fields.Text("content", content, LongestContent);
        fields.Refuse();

        var (phone, from) = (PhoneNumber.Parse(request.PhoneNumber ?? UsualPhone, "phone_number").Value, PhoneNumber.Parse(request.From ?? UsualPerson, "from").Value);
        return action switch
        {
            LogOut => session => session.IsCloud ? phones.Numbers.LogOut(session.Id) : phones.LogOut(session.Id),
            Write => session => session.IsCloud ? phones.Numbers.Write(session.Id, from, content) : phones.Write(session.Id, from, content),
            Ban => session => session.IsCloud ? phones.Numbers.Ban(session.Id) : Task.FromResult(false),
            // A number of the Cloud API has no phone that could scan or lose its connection.
            Scan => session => session.IsCloud ? Task.FromResult(false) : phones.Scan(session.Id, phone),
            _ => session => session.IsCloud ? Task.FromResult(false) : phones.Cut(session.Id),
        };
    }
}
