using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>GET /v1/verify/status/{id}: where a verification stands, what became of its texts, and everything that happened to it.</summary>
public static class GetVerification
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/verify/status/{id}", Handle).Needs(Scopes.VerifyRead).Refuses(Errors.VerificationNotFound).Describes(VerifyDocs.Get);

    private static async Task<Answer> Handle(string id, Caller caller, Db db, TimeProvider clock, CancellationToken ct) => await db.Read(async session =>
    {
        var row = await VerifyRoutes.Find(session, caller, id);
        var message = await MessageRows.Find(session, row.AccountId, row.IsTest, row.MessageId);
        var lines = await CodeRows.Events(session, row);
        var steps = new List<VerificationEventView>();
        foreach (var text in row.Texts)
            steps.AddRange((await MessageRows.Events(session, row.AccountId, text)).ConvertAll(e => VerificationEventView.OfText(e, CodeMessages.ChannelOf(text))));
        var view = VerificationView.Of(row, clock.GetUtcNow().ToMicros());
        return Answer.Ok(view with
        {
            Delivery = message is null ? null : CodeDeliveryView.Of(message),
            Events = [.. VerificationEventView.Begun(row), .. lines.Select(VerificationEventView.Of).Concat(steps).OrderBy(e => e.At), .. VerificationEventView.Over(row, view.Status)],
        });
    }, ct);
}

/// <summary>What became of the text that brings a code.</summary>
/// <param name="MessageId">The text; `GET /v1/sms/messages/{id}` shows the rest, or of WhatsApp `GET /v1/whatsapp/messages/{id}`.</param>
public sealed record CodeDeliveryView(string MessageId, string Status, string? Provider, string? Error)
{
    public static CodeDeliveryView Of(MessageRow row) => new(row.Id, row.ShownStatus.Name(), row.Provider, row.ErrorMessage);
}
