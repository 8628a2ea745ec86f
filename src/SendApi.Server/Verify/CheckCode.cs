using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SendApi.Core;
using SendApi.Core.Codes;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;
using SendApi.Server.Usage;

namespace SendApi.Server.Verify;

/// <summary>POST /v1/verify/check: whether a code is the right one. It is right once; the fifth wrong one locks the verification for good.</summary>
public static class CheckCode
{
    public sealed record Request
    {
        public string? Id { get; init; }
        public string? To { get; init; }
        public string? Code { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/verify/check", Handle)
        .Needs(Scopes.VerifyWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidPhone, Errors.VerificationNotFound, Errors.VerificationExpired, Errors.MaxAttemptsExceeded,
            Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(VerifyDocs.Check);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, CheckTools tools) =>
        tools.Idempotency.Write(http, caller, body, () => Task.FromResult(Entry.Parse(body.Value)), async (session, entry) =>
        {
            var id = entry.Id ?? await CodeRows.Newest(session, caller, entry.To);
            var row = (Ids.IsId(Ids.Verification, id) ? await CodeRows.Lock(session, caller, id!) : null) ?? throw NotFound(entry);
            var now = tools.Clock.GetUtcNow();
            Refuse(row, caller, now);
            return Answer.Ok(tools.Desk.Matches(row, entry.Code) ? await Verify(session, row, caller, tools) : await Miss(session, row, tools));
        });

    /// <summary>4042, 4041 or 4040 for one that takes no code any more, and in the test world for recipients that ask for it.</summary>
    private static void Refuse(VerificationRow row, Caller caller, DateTimeOffset now)
    {
        if (caller.IsTest && MagicRefusals.OfCheck(PhoneNumber.Trusted(row.Recipient)) is { } magic)
            throw magic;
        switch (row.StatusAt(now.ToMicros()))
        {
            case VerificationStatus.Locked:
                throw new Refusal(Errors.MaxAttemptsExceeded, "Five wrong codes were entered, so this verification is locked. Start a new one.");
            case VerificationStatus.Expired:
                throw new Refusal(Errors.VerificationExpired, $"The code expired at {Shown.Time(Times.FromMicros(row.ExpiresAt))}. Send a new one.");
            case VerificationStatus.Verified:
                throw new Refusal(Errors.VerificationNotFound, "This verification was used already: each code is right once. Start a new one.", "id");
            case VerificationStatus.Canceled:
                throw new Refusal(Errors.VerificationNotFound, "This verification was canceled, or replaced by a newer code for the same recipient.", "id");
        }
    }

    private static async Task<CheckView> Verify(Session session, VerificationRow row, Caller caller, CheckTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        await CodeRows.End(session, row, VerificationStatus.Verified, now);
        CodeRows.Note(session, row, now, "verified");
        if (!caller.IsTest)
            Counters.Add(session, new Dictionary<CounterKey, long> { [CounterKinds.InPeriod(caller.Account, CounterKinds.OtpVerified, now)] = 1 });
        GuardTrafficRows.Entered(session, row);
        var data = new VerifyCompletedData { VerificationId = row.Id, To = row.Recipient, Channel = row.Channel, CompletedAt = now.UtcDateTime };
        await tools.Publisher.Publish(session, [new Happening(row.AccountId, row.IsTest, EventNames.VerifyCompleted, row.Id, now, ApiJson.Text(data))]);
        return new CheckView(row.Id, true, VerificationStatus.Verified.Name()) { VerifiedAt = now.UtcDateTime };
    }

    private static async Task<CheckView> Miss(Session session, VerificationRow row, CheckTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var left = VerificationRow.MostAttempts - row.Attempts - 1;
        await CodeRows.Miss(session, row, isLocked: left == 0, now);
        if (left > 0)
            return new CheckView(row.Id, false, VerificationStatus.Pending.Name()) { AttemptsRemaining = left };

        var data = new VerifyFailedData { VerificationId = row.Id, To = row.Recipient, Channel = row.Channel, Reason = VerifyFailedData.MaxAttempts, FailedAt = now.UtcDateTime };
        await tools.Publisher.Publish(session, [new Happening(row.AccountId, row.IsTest, EventNames.VerifyFailed, row.Id, now, ApiJson.Text(data))]);
        return new CheckView(row.Id, false, VerificationStatus.Locked.Name()) { AttemptsRemaining = 0 };
    }

    private static Refusal NotFound(Entry entry) => entry.Id is { } id
        ? VerifyRoutes.NotFound(id)
        : new Refusal(Errors.VerificationNotFound, "No code was sent to this recipient by this account.", "to");

    /// <summary>What was entered, and for which verification: the one with the id, or the newest of the recipient.</summary>
    private sealed record Entry(string? Id, PhoneNumber To, string Code)
    {
        public static Entry Parse(Request request)
        {
            var fields = new Fields();
            if (request.Id is null == request.To is null)
                fields.Add("id", "Give 'id', as the send answered it, or 'to', the recipient; one of the two.");
            var text = fields.Required("code", "the code that the person entered", request.Code);
            var code = OneTimeCode.Read(text);
            if (code is null && text.Length > 0)
                fields.Add("code", $"'code' must be {OneTimeCode.Shortest} to {OneTimeCode.Longest} digits. It was not counted as an attempt.");
            fields.Refuse();
            return new(request.Id, request.To is { } to ? PhoneNumber.Parse(to, "to") : default, code!);
        }
    }
}

/// <summary>The answer to a check.</summary>
public sealed record CheckView(string Id, bool Valid, [property: AllowedValues("verified", "pending", "locked")] string Status)
{
    [Description("When the right code was entered.")]
    public DateTime? VerifiedAt { get; init; }

    [Description("How many wrong codes may still be entered; with 0 it is locked.")]
    public long? AttemptsRemaining { get; init; }
}

/// <summary>What checking codes needs.</summary>
public sealed record CheckTools(Idempotency Idempotency, CodeDesk Desk, Publisher Publisher, TimeProvider Clock);
