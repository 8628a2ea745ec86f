using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.Sms;

/// <summary>POST /v1/sms/messages/{id}/cancellation: takes back a message that has not left; 4090 for one that has.</summary>
public static class CancelSms
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sms/messages/{id}/cancellation", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(SmsDocs.Cancel);

    private static Task<Answer> Handle(string id, Caller caller, HttpContext http, SendTools tools) =>
        tools.Idempotency.Write(http, caller, async session =>
        {
            var now = tools.Clock.GetUtcNow();
            var message = await GetSms.Find(session, caller, id);
            return await MessageRows.Cancel(session, new MessageKey(caller.AccountId, caller.World, id), now)
                ? Answer.Ok(SmsView.Of(await GetSms.Find(session, caller, id)))
                : throw new Refusal(Errors.Conflict, $"The message is {message.ShownStatus.Name()} and can no longer be canceled.", "id");
        });
}
