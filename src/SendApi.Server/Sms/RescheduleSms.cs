using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>PATCH /v1/sms/messages/{id}: gives a scheduled message another time; 4090 for one that is not scheduled any more.</summary>
public static class RescheduleSms
{
    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? SendAt { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPatch("/sms/messages/{id}", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SmsDocs.Reschedule);

    private static Task<Answer> Handle(string id, Body<Request> body, Caller caller, Db db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var fields = new Fields();
        fields.Required("send_at", "when to send it instead, such as 2026-03-09T14:30:00Z", body.Value.SendAt);
        var sendAt = SendTimes.Read(fields, body.Value.SendAt is { Length: > 0 } text ? text : null, now);
        fields.Refuse();

        return db.Write(async session =>
        {
            var message = await GetSms.Find(session, caller, id);
            var isMoved = message.ShownStatus == MessageStatus.Scheduled
                && await MessageRows.Reschedule(session, new MessageKey(caller.AccountId, caller.World, id), sendAt ?? now, now);
            return isMoved
                ? Answer.Ok(SmsView.Of(await GetSms.Find(session, caller, id)))
                : throw new Refusal(Errors.Conflict, $"The message is {message.ShownStatus.Name()} and cannot be sent at another time: only one that is scheduled and was not tried yet can.", "id");
        }, ct);
    }
}
