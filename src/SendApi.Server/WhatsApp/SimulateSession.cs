using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>What somebody does who writes to a simulated phone.</summary>
/// <param name="Kind">As the simulator calls it: a type, or <c>button</c>, <c>row</c> or <c>vote</c> for a choice.</param>
/// <param name="Chosen">The id of what was chosen.</param>
/// <param name="About">The gateway's id of the message that it is about, with whose it is and the chat before it.</param>
/// <param name="MessageId">WhatsApp's own id of that message.</param>
public sealed record PhoneWriting(string From, string Kind, string Words, string? Chosen = null, string? About = null, string? MessageId = null);

/// <summary>What the phones of the built-in simulator can be told to do; false when the session does not allow it.</summary>
public sealed record PhoneControls(
    Func<string, string, Task<bool>> Scan, Func<string, Task<bool>> LogOut, Func<string, Task<bool>> Cut, Func<string, PhoneWriting, Task<bool>> Write, Func<string, Task<bool>> Ban)
{
    /// <summary>The same for sessions of Meta's Cloud API.</summary>
    public required NumberControls Numbers { get; init; }
}

/// <summary>What can be done to a number of the simulated Cloud API, by the id of its session; false when it does not allow it.</summary>
/// <param name="LetIn">By Meta's id of the number: it works again, whatever was done to it.</param>
public sealed record NumberControls(Func<string, Task<bool>> LogOut, Func<string, Task<bool>> Ban, Func<string, PhoneWriting, Task<bool>> Write, Func<string, Task> LetIn);

/// <summary>POST /v1/whatsapp/sessions/{id}/simulate: with a test key, what a person does with the phone of a session: scan its code, log it out, lose its connection, write to it, or ban it.</summary>
public static class SimulateSession
{
    private const string Scan = "scan", LogOut = "log_out", Cut = "cut", Write = "write", Ban = "ban";

    private const string TextType = "text", ChoiceType = "choice", ReactionType = "reaction";

    private const string UsualPhone = "+447700900042", UsualPerson = "+447700900100";

    private const int LongestContent = 4_096;

    private static readonly Dictionary<string, string> Actions = new[] { Scan, LogOut, Cut, Write, Ban }.ToDictionary(a => a);

    private static readonly Dictionary<string, string> Types =
        new[] { TextType, "image", "video", "audio", "document", "location", "contact", ChoiceType, ReactionType }.ToDictionary(t => t);

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Action { get; init; }
        public string? PhoneNumber { get; init; }
        public string? From { get; init; }
        public string? Type { get; init; }
        public string? Content { get; init; }
        public string? MessageId { get; init; }
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
            var (action, phone, writing) = Parse(body.Value);
            var row = await tools.Db.Read(s => GetSession.Find(s, caller, id), CancellationToken.None);
            var told = action == Write ? await tools.Db.Read(s => About(s, caller, row, writing, body.Value.MessageId), CancellationToken.None) : writing;
            return await (row.IsCloud ? Act(action, row.Id, told, phones.Numbers) : Act(action, row.Id, (phone, told), phones))
                ? row
                : throw new Refusal(Errors.Conflict, $"The phone of session '{row.Id}' cannot do that now. Look at the status of the session.", "action");
        }
    }

    private static Task<bool> Act(string action, string session, (string Phone, PhoneWriting Writing) by, PhoneControls phones) => action switch
    {
        Scan => phones.Scan(session, by.Phone),
        LogOut => phones.LogOut(session),
        Cut => phones.Cut(session),
        Ban => phones.Ban(session),
        _ => phones.Write(session, by.Writing),
    };

    /// <summary>A number of the Cloud API has no phone that could scan or lose its connection.</summary>
    private static Task<bool> Act(string action, string session, PhoneWriting writing, NumberControls numbers) => action switch
    {
        LogOut => numbers.LogOut(session),
        Ban => numbers.Ban(session),
        Write => numbers.Write(session, writing),
        _ => Task.FromResult(false),
    };

    private static (string Action, string Phone, PhoneWriting Writing) Parse(Request request)
    {
        var fields = new Fields();
        var action = fields.OneOf("action", request.Action, Actions, "");
        if (request.Action is null)
            fields.Add("action", $"'action' is required: one of {string.Join(", ", Actions.Keys)}.");
        var type = fields.OneOf("type", request.Type, Types, TextType);
        var content = action == Write && type is TextType or ChoiceType ? fields.Required("content", "the words that the person writes, or what is chosen", request.Content) : request.Content ?? "";
        fields.Text("content", content, LongestContent);
        if (action == Write && type is ChoiceType or ReactionType)
            fields.Required("message_id", "the message of yours that the person answers", request.MessageId);
        fields.Refuse();

        var (phone, from) = (PhoneNumber.Parse(request.PhoneNumber ?? UsualPhone, "phone_number").Value, PhoneNumber.Parse(request.From ?? UsualPerson, "from").Value);
        return (action, phone, new(from, type, content));
    }

    /// <summary>What is written, with the message that it is about as the gateway calls it.</summary>
    private static async Task<PhoneWriting> About(Session session, Caller caller, SessionRow row, PhoneWriting writing, string? messageId)
    {
        if (writing.Kind is not (ChoiceType or ReactionType))
            return writing;

        var target = await ReactionTargets.Find(session, caller, new("", "", messageId), (row.Id, writing.From), "message_id");
        var about = $"{(target.IsOfOurs ? "true" : "false")}_{writing.From.TrimStart('+')}@c.us_{target.MessageId}";
        if (writing.Kind == ReactionType)
            return writing with { About = about, MessageId = target.MessageId };

        var sent = await MessageRows.Find(session, caller.AccountId, caller.World, messageId ?? "");
        return Chosen(sent?.WhatsAppContent, writing) is { } chosen
            ? chosen with { About = about }
            : throw new Refusal(Errors.InvalidRequest, $"'content' is nothing that message '{Shown.Cut(messageId ?? "")}' offers. Give the id of one of its buttons or rows, or one of the options of its poll.", "content");
    }

    private static PhoneWriting? Chosen(WhatsAppContent? content, PhoneWriting writing) => content switch
    {
        WhatsAppContent.Poll poll when poll.Options.Contains(writing.Words) => writing with { Kind = "vote" },
        WhatsAppContent.Interactive { List: { } list } when list.Sections.SelectMany(s => s.Rows).FirstOrDefault(r => r.Id == writing.Words) is { } row => writing with { Kind = "row", Chosen = row.Id, Words = row.Title },
        WhatsAppContent.Interactive interactive when interactive.Buttons.FirstOrDefault(b => b.Id == writing.Words) is { } button => writing with { Kind = "button", Chosen = button.Id, Words = button.Title },
        _ => null,
    };
}
