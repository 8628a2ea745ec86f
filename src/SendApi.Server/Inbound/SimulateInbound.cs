using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;

namespace SendApi.Server.Inbound;

/// <summary>POST /v1/sms/inbound/simulate: with a test key, a text as if a person had sent it: keywords, events and answers as with a real one, in the test world.</summary>
public static class SimulateInbound
{
    private const string Provider = "simulator";

    private const int LongestContent = 1_600;

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? From { get; init; }
        public string? To { get; init; }
        public string? Content { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sms/inbound/simulate", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InvalidSender, Errors.InsufficientScope, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(InboundDocs.Simulate);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, InboundWriting writing, TimeProvider clock)
    {
        if (!caller.IsTest)
            throw new Refusal(Errors.InsufficientScope, "Only test keys simulate inbound texts: with a live key they come from a carrier.");

        return idempotency.Write(http, caller, body, async session =>
        {
            var now = clock.GetUtcNow();
            var kept = await writing.Keep(session, [Parse(body.Value, caller, now)], now);
            return Answer.Created(GetInbound.Path(kept[0].Id), InboundView.Of(kept[0]));
        });
    }

    private static WholeText Parse(Request request, Caller caller, DateTimeOffset now)
    {
        var fields = new Fields();
        var from = fields.Required("from", "the phone that writes, in E.164 form, such as +447700900000", request.From);
        var to = fields.Required("to", "your number or short code that it writes to", request.To);
        var content = fields.Required("content", $"the text, 1 to {LongestContent:N0} characters", request.Content);
        fields.Text("content", content, LongestContent);
        fields.Refuse();

        return new WholeText(Ids.New(Ids.Inbound, now), Provider, caller.World, PhoneNumber.Parse(from, "from").Value, InboundAddress.Of(SenderId.Parse(to, "to").Value), now)
        {
            Content = content,
            AccountId = caller.AccountId,
        };
    }
}
