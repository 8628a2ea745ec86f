using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>GET /v1/sms/status/{id} and /v1/sms/messages/{id}: one message with its timeline.</summary>
public static class GetSms
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/sms/status/{id}", Handle).Needs(Scopes.SmsRead).Refuses(Errors.NotFound).Describes(SmsDocs.Get);
        v1.MapGet("/sms/messages/{id}", Handle).Needs(Scopes.SmsRead).Refuses(Errors.NotFound).Describes(SmsDocs.Get.At("getSms"));
    }

    /// <summary>The message, or 4044: an id of another account, of the other world, or of no form at all is the same to the caller.</summary>
    public static async Task<MessageRow> Find(Session session, Caller caller, string id) =>
        (Ids.IsId(Ids.Sms, id) ? await MessageRows.Find(session, caller.AccountId, caller.World, id) : null)
        ?? throw new Refusal(Errors.NotFound, $"No SMS '{Shown.Cut(id)}' exists in this account.", "id");

    private static async Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) => await db.Read(async session =>
    {
        var message = await Find(session, caller, id);
        var events = await MessageRows.Events(session, caller.AccountId, id);
        var told = await DeliveryRows.About(session, caller.AccountId, id);
        return Answer.Ok(SmsView.Of(message) with { Events = [.. Begun(message), .. Timeline.InOrder([.. events.Select(EventView.Of), .. told.SelectMany(EventView.Of)], e => (e.At, e.ProviderId, e.ProviderIds))] });
    }, ct);

    // These two happen with every message in the moment it is accepted, so they are read from the message itself.
    private static EventView[] Begun(MessageRow message)
    {
        var at = Times.FromMicros(message.CreatedAt).UtcDateTime;
        return [new("accepted", at), new((message.SendAt is null ? MessageStatus.Queued : MessageStatus.Scheduled).Name(), at)];
    }
}
