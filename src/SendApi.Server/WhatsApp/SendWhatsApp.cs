using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Outbound;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>POST /v1/whatsapp/send: takes one message, answers 201 once it is durable, and sends it through its session in the background.</summary>
public static class SendWhatsApp
{
    /// <summary>The body.</summary>
    public sealed record Request : SingleContentRequest
    {
        public SessionRef? SessionId { get; init; }
        public string? To { get; init; }
        public string? SendAt { get; init; }
        public int? ValiditySeconds { get; init; }
        public string? CallbackUrl { get; init; }
        public Dictionary<string, string>? Metadata { get; init; }
        public List<string>? Fallback { get; init; }
        public int? FallbackAfterSeconds { get; init; }
        public string? FallbackText { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/whatsapp/send", Handle)
        .Needs(Scopes.WhatsAppWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InvalidSession, Errors.SessionNotConnected, Errors.RecipientSuppressed, Errors.InvalidTemplate, Errors.ContentBlocked,
            Errors.DestinationBlocked, Errors.QuotaExceeded, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(WhatsAppDocs.Send);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Intake intake, WhatsAppTools tools) =>
        tools.Idempotency.Run(http, caller, body, async record =>
        {
            var letter = await Write(body.Value, caller, tools, http.RequestAborted);
            var answer = Answer.Created($"/v1/whatsapp/messages/{letter.Candidate.Message.Id}", letter.View);
            return await Accept(letter, intake, record(answer), tools) ? answer : null;
        });

    /// <summary>The message as it is to be stored, its file kept; throws the refusal of whatever is not acceptable.</summary>
    private static async Task<Letter> Write(Request request, Caller caller, WhatsAppTools tools, CancellationToken ct)
    {
        var order = Parse(request, caller, tools);
        var (session, content) = await tools.Db.Read(s => Choose(s, caller, request.SessionId, (order.Draft, order.Content), tools.Clock.GetUtcNow()), ct);
        var kept = order.File is null ? null : await tools.Media.Keep(order.File, caller.AccountId, ct);
        if (kept is not null && content is WhatsAppContent.Media media)
            content = media with { File = kept.File, Caption = order.File?.Caption };

        var message = order.Draft with { Sender = session.Id, CallbackUrl = order.Draft.CallbackUrl ?? session.WebhookUrl, Encoding = (long)content.Kind, Content = ContentText.Write(content) };
        var fallback = (request.Fallback is null ? FallbackOrder.Of(session, caller, content) : order.Fallback)?.Of(message);
        var candidate = new Candidate(message, caller.Account, caller.Limits)
        {
            Route = new(session.Id),
            Beside = s =>
            {
                if (kept is not null)
                    MediaRows.Add(s, kept.Row(message));
                if (fallback is not null)
                    FallbackRows.Add(s, fallback);
            },
        };
        var view = WhatsAppView.Accepted(message) with { Fallback = FallbackView.Of(fallback) };
        return new(candidate, kept, kept is null ? view : view.WithFile(kept.File));
    }

    private static async Task<(SessionRow Session, WhatsAppContent Content)> Choose(
        Session session, Caller caller, SessionRef? asked, (MessageRow Draft, WhatsAppContent Content) message, DateTimeOffset now)
    {
        var row = await SessionChoice.Of(session, caller, asked, now);
        await SessionContent.Check(session, row, message.Content);
        if (SessionContent.NeedsWindow(row, message.Content) && (await ConversationWindows.Among(session, row.Id, [message.Draft.Recipient], now)).Count == 0)
            throw SessionContent.Closed(row, message.Draft.Recipient);
        return (row, message.Content is WhatsAppContent.Reaction reaction ? await ReactionTargets.Find(session, caller, reaction, (row.Id, message.Draft.Recipient)) : message.Content);
    }

    /// <summary>Takes the message in. One that is not taken in leaves no file behind; where nobody knows, the file stays until that shows.</summary>
    private static async Task<bool> Accept(Letter letter, Intake intake, IdempotencyRecord? record, WhatsAppTools tools)
    {
        var isIn = false;
        try
        {
            return isIn = await intake.Accept(letter.Candidate, record);
        }
        catch (StoreInDoubt)
        {
            isIn = true;
            throw;
        }
        finally
        {
            if (!isIn && letter.Kept is { } kept)
                await tools.Media.GiveUp(kept, letter.Candidate.Message.AccountId);
        }
    }

    private static Order Parse(Request request, Caller caller, WhatsAppTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var fields = new Fields();
        var to = fields.Required("to", "the recipient in E.164 form, such as +447700900000", request.To);
        var content = ContentReader.Read(fields, request);
        var file = MediaReader.Read(fields, request, tools.Urls);
        var sendAt = SendTimes.Read(fields, request.SendAt, now);
        SendTimes.CheckValidity(fields, request.ValiditySeconds);
        fields.Url("callback_url", request.CallbackUrl, tools.Urls);
        fields.Metadata("metadata", request.Metadata);
        var fallback = FallbackOrder.Read(fields, request, caller, content);
        fields.Refuse();

        var recipient = PhoneNumber.Parse(to, "to");
        if (caller.IsTest && MagicRefusals.Of(caller.Account, recipient, now) is { } magic)
            throw magic;
        return new(new MessageRow
        {
            AccountId = caller.AccountId,
            IsTest = caller.World,
            Id = Ids.New(Ids.WhatsApp, now),
            KeyId = caller.KeyId,
            Recipient = recipient.Value,
            Content = "",
            Encoding = 0,
            Segments = 1,
            Status = (long)(sendAt is null ? MessageStatus.Queued : MessageStatus.Scheduled),
            CreatedAt = now.ToMicros(),
            UpdatedAt = now.ToMicros(),
            SendAt = sendAt?.ToMicros(),
            ValidUntil = SendTimes.ValidUntil(sendAt ?? now, request.ValiditySeconds).ToMicros(),
            CallbackUrl = request.CallbackUrl,
            Metadata = request.Metadata is null ? null : ApiJson.Text(request.Metadata),
        }, content, file, fallback);
    }

    /// <summary>A message as it was asked for, read and found possible.</summary>
    private sealed record Order(MessageRow Draft, WhatsAppContent Content, MediaDraft? File, FallbackOrder? Fallback);

    /// <summary>A message that asks to be taken in, with its file.</summary>
    private sealed record Letter(Candidate Candidate, KeptMedia? Kept, WhatsAppView View);
}

/// <summary>What the operations of WhatsApp messages need beside the intake.</summary>
public sealed record WhatsAppTools(Idempotency Idempotency, Db Db, OutboundUrl Urls, TimeProvider Clock, MediaIntake Media);
