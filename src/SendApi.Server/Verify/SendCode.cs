using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Codes;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>POST /v1/verify/send: makes a code, stores what is kept of it with the text that brings it, and answers 201 once both are durable. The code itself is never answered.</summary>
public static class SendCode
{
    public sealed record Request
    {
        public string? To { get; init; }
        public string? Channel { get; init; }
        public int? Length { get; init; }
        public int? Ttl { get; init; }
        public string? BrandName { get; init; }
        public string? Locale { get; init; }
        public string? EndUserIp { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/verify/send", Handle)
        .Needs(Scopes.VerifyWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.InvalidSender, Errors.InvalidTemplate, Errors.RecipientSuppressed, Errors.ContentBlocked, Errors.DestinationBlocked,
            Errors.QuotaExceeded, Errors.SmsBalanceLow, Errors.OtpRateLimit, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.ProviderError, Errors.Overloaded)
        .Describes(VerifyDocs.Send);

    private static async Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, CodeTools tools)
    {
        using var commit = new AcceptCommit(tools.Handover, tools.Clock.GetUtcNow());
        return await tools.Idempotency.Write(http, caller, body, () => Write(body.Value, caller, tools), async (session, letter) =>
        {
            await tools.Windows.Count(session, letter.Limits);
            await CodeRows.Replace(session, letter.Row, tools.Clock.GetUtcNow());
            await tools.Intake.Accept(session, letter.Candidate, commit);
            CodeRows.Add(session, letter.Row);
            GuardTrafficRows.Sent(session, letter.Row);
            return Answer.Created($"/v1/verify/status/{letter.Row.Id}", VerificationView.Of(letter.Row, letter.Row.CreatedAt));
        });
    }

    /// <summary>The verification and its text, ready to be stored; 5001 when the code would come too late, because every carrier that could bring it is down.</summary>
    private static async Task<Letter> Write(Request request, Caller caller, CodeTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var order = CodeOrder.Parse(request, caller, now);
        var steps = tools.Options.Value.Steps(order.To.Country, order.Channel);
        var template = steps.Contains(Channels.WhatsApp) ? await tools.Db.Read(s => CodeTemplate.Find(s, (caller.AccountId, caller.World), order.Locale.Name), CancellationToken.None) : null;
        IReadOnlyList<string> left = [.. steps.SkipWhile(s => s == Channels.WhatsApp && template is null)];
        if (left.Count == 0)
            throw new Refusal(Errors.InvalidTemplate, "Codes go by WhatsApp in an approved template of the category AUTHENTICATION, on a connected session of Meta's Cloud API, and the account has none. Make one with POST /v1/whatsapp/templates, or use the channel sms.", "channel");

        var code = OneTimeCode.New(order.Length);
        var row = Row(order, code, (caller, left), tools);
        var (message, route) = template is not null && left[0] == Channels.WhatsApp
            ? (CodeMessages.Write(row, code, template, tools.Desk, row.CreatedAt), new RouteChoice(template.SessionId))
            : await Text(row, code, caller, tools);
        // Before its sender's next time is taken: a code that is stopped leaves no gap.
        await tools.Gate.Admit(caller, order.To, message);
        var candidate = new Candidate(message, caller.Account, caller.Limits) { Route = route, NotBefore = await tools.Paces.Reserve(message) };
        return new Letter(row, candidate, tools.Windows.Of(caller, order));
    }

    private static async Task<(MessageRow Message, RouteChoice Route)> Text(VerificationRow row, string code, Caller caller, CodeTools tools)
    {
        var to = PhoneNumber.Trusted(row.Recipient);
        if (!caller.IsTest && await tools.Routing.IsDown(to))
            throw new Refusal(Errors.ProviderError, "Every carrier that reaches this number is down just now, so the code would come too late. Nothing was sent. Try again in a minute.");

        var message = await tools.Senders.Sign(CodeMessages.Write(row, code, tools.Desk, row.CreatedAt));
        var route = await tools.Routing.Choose(message);
        return (message with { Price = await tools.Prices.Quote(caller.Account, caller.IsTest, to, message.Segments) }, route);
    }

    /// <summary>What is kept of it: the code itself, sealed, only where it has a further way to go.</summary>
    private static VerificationRow Row(CodeOrder order, string code, (Caller Caller, IReadOnlyList<string> Steps) by, CodeTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var id = Ids.New(Ids.Verification, now);
        var (caller, steps) = by;
        var hasNext = steps.Count > 1;
        return new()
        {
            AccountId = caller.AccountId,
            IsTest = caller.World,
            Id = id,
            KeyId = caller.KeyId,
            Recipient = order.To.Value,
            Channel = steps[0],
            Locale = order.Locale.Name,
            Brand = order.Brand,
            CodeHash = tools.Desk.Hash(id, code),
            MessageId = CodeMessages.NewId(steps[0], now),
            Sealed = hasNext ? tools.Desk.Seal(code) : null,
            Steps = hasNext ? string.Join(' ', steps.Skip(1)) : null,
            LookAt = hasNext ? (now + tools.Options.Value.ReceiptWithin).ToMicros() : null,
            CreatedAt = now.ToMicros(),
            ExpiresAt = (now + order.Lifetime).ToMicros(),
        };
    }

    /// <summary>A verification with the message that brings its code, and the limits that both must stay within.</summary>
    private sealed record Letter(VerificationRow Row, Candidate Candidate, IReadOnlyList<CodeWindow> Limits);
}

/// <summary>What sending codes needs.</summary>
public sealed record CodeTools(
    Db Db, Idempotency Idempotency, JoinedIntake Intake, Handover Handover, Routing Routing, Prices Prices, SenderDesk Senders, SenderPaces Paces, CodeWindows Windows, CodeDesk Desk, CodeGate Gate, TimeProvider Clock, IOptions<VerifyOptions> Options);
