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
    public sealed record Request : ContentRequest
    {
        public SessionRef? SessionId { get; init; }
        public string? To { get; init; }
        public string? SendAt { get; init; }
        public int? ValiditySeconds { get; init; }
        public string? CallbackUrl { get; init; }
        public Dictionary<string, string>? Metadata { get; init; }
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
            var (draft, content) = Parse(body.Value, caller, tools);
            var session = await tools.Db.Read(async s =>
            {
                var chosen = await SessionChoice.Of(s, caller, body.Value.SessionId, tools.Clock.GetUtcNow());
                await SessionContent.Check(s, chosen, draft.Recipient, content, tools.Clock.GetUtcNow());
                return chosen;
            }, http.RequestAborted);

            var message = draft with { Sender = session.Id, CallbackUrl = draft.CallbackUrl ?? session.WebhookUrl, Encoding = (long)content.Kind, Content = ContentText.Write(content) };
            var answer = Answer.Created($"/v1/whatsapp/messages/{message.Id}", WhatsAppView.Accepted(message));
            return await intake.Accept(new Candidate(message, caller.Account, caller.Limits) { Route = new(session.Id) }, record(answer)) ? answer : null;
        });

    private static (MessageRow Draft, WhatsAppContent Content) Parse(Request request, Caller caller, WhatsAppTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var fields = new Fields();
        var to = fields.Required("to", "the recipient in E.164 form, such as +447700900000", request.To);
        var content = ContentReader.Read(fields, request);
        var sendAt = SendTimes.Read(fields, request.SendAt, now);
        SendTimes.CheckValidity(fields, request.ValiditySeconds);
        fields.Url("callback_url", request.CallbackUrl, tools.Urls);
        fields.Metadata("metadata", request.Metadata);
        fields.Refuse();

        var recipient = PhoneNumber.Parse(to, "to");
        if (caller.IsTest && MagicRefusals.Of(caller.Account, recipient, now) is { } magic)
            throw magic;
        return (new MessageRow
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
        }, content);
    }
}

/// <summary>What the operations of WhatsApp messages need beside the intake.</summary>
public sealed record WhatsAppTools(Idempotency Idempotency, Db Db, OutboundUrl Urls, TimeProvider Clock);
