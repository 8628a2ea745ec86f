using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Outbound;

namespace SendApi.Server.Sms;

/// <summary>POST /v1/sms/send: takes one text, answers 201 once it is durable, and sends it in the background.</summary>
public static class SendSms
{
    public sealed record Request : SmsRequest;

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sms/send", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InvalidSender, Errors.RecipientSuppressed,
            Errors.ContentBlocked, Errors.DestinationBlocked, Errors.QuotaExceeded, Errors.SmsBalanceLow, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(SmsDocs.Send);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Intake intake, SendTools tools) =>
        tools.Idempotency.Run(http, caller, body, async record =>
        {
            var draft = SmsDraft.Parse(body.Value, caller, tools);
            var to = PhoneNumber.Trusted(draft.Message.Recipient);
            var signed = await tools.Senders.Sign(draft.Message);
            var route = await tools.Routing.Choose(signed);
            var price = await tools.Prices.Quote(caller.Account, caller.IsTest, to, signed.Segments);
            var message = signed with { Price = price };
            var notBefore = await tools.Paces.Reserve(message);
            var view = SmsView.Accepted(message, draft.Replaced) with { EstimatedSendAt = Estimated(message, route, notBefore, tools) };
            var answer = Answer.Created($"/v1/sms/messages/{message.Id}", view);
            return await intake.Accept(new Candidate(message, caller.Account, caller.Limits) { Route = route, NotBefore = notBefore }, record(answer)) ? answer : null;
        });

    /// <summary>Its sender's next time, or the end of those before it; a message for later has its own time.</summary>
    private static DateTime? Estimated(MessageRow message, RouteChoice route, DateTimeOffset? notBefore, SendTools tools)
    {
        var waits = message.SendAt is null ? tools.Forecast.Of(route.Queue, (TrafficClass)message.TrafficClass) : null;
        return (waits > notBefore ? waits : notBefore ?? waits)?.UtcDateTime;
    }
}

/// <summary>What a send needs beside the intake.</summary>
public sealed record SendTools(Idempotency Idempotency, Routing Routing, Prices Prices, SenderDesk Senders, SenderPaces Paces, Forecast Forecast, OutboundUrl Urls, TimeProvider Clock);
