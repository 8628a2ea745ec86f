using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>PUT /v1/sms/sender-ids/{id}: makes a sender the default of the account, or no longer.</summary>
public static class UpdateSender
{
    /// <summary>The body.</summary>
    public sealed record Request(bool? IsDefault);

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPut("/sms/sender-ids/{id}", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SenderDocs.Update);

    private static async Task<Answer> Handle(string id, Body<Request> body, Caller caller, Db db, CancellationToken ct)
    {
        var fields = new Fields();
        if (body.Value.IsDefault is not { } isDefault)
        {
            fields.Add("is_default", "'is_default' is required: true or false.");
            isDefault = false;
        }

        fields.Refuse();
        return await db.Write(async session => Answer.Ok(SenderView.Of(await SenderRows.SetDefault(session, caller, id, isDefault) ?? throw SenderRoutes.NotFound(id))), ct);
    }
}
