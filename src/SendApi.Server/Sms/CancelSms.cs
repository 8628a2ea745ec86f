using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Sms;

/// <summary>POST /v1/sms/messages/{id}/cancellation: takes back a message that has not left; 4090 for one that has.</summary>
public static class CancelSms
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sms/messages/{id}/cancellation", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.Overloaded)
        .Describes(SmsDocs.Cancel);

    private static Task<Answer> Handle(string id, Caller caller, HttpContext http, Db db, SendTools tools) =>
        tools.Idempotency.Run(http, caller, Fingerprint(http, id), record => db.Write<Answer?>(async session =>
        {
            var now = tools.Clock.GetUtcNow();
            var message = await GetSms.Find(session, caller, id);
            if (!await MessageRows.Cancel(session, new MessageKey(caller.AccountId, caller.World, id), now))
                throw new Refusal(Errors.Conflict, $"The message is {message.ShownStatus.Name()} and can no longer be canceled.", "id");

            var answer = Answer.Ok(SmsView.Of(await GetSms.Find(session, caller, id)));
            return record(answer) is { } stored && (await IdempotencyRecords.Take(session, [stored])).Count > 0
                ? throw new Refusal(Errors.IdempotencyInProgress, "Another request with this Idempotency-Key ended just now. Retry after 1 second.") { RetryAfter = TimeSpan.FromSeconds(1) }
                : answer;
        }, http.RequestAborted));

    // A cancellation has no body: its path says everything.
    private static Body<object> Fingerprint(HttpContext http, string id) => new(id, http.Request.Path);
}
