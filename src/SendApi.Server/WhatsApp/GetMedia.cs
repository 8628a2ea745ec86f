using Microsoft.Net.Http.Headers;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>GET /v1/whatsapp/media/{id}, and …/content for the bytes.</summary>
public static class GetMedia
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/whatsapp/media/{id}", Handle).Needs(Scopes.WhatsAppRead).Refuses(Errors.NotFound).Describes(WhatsAppMediaDocs.Get);
        v1.MapGet("/whatsapp/media/{id}/content", Content).Needs(Scopes.WhatsAppRead).Refuses(Errors.NotFound, Errors.Conflict, Errors.Overloaded).Describes(WhatsAppMediaDocs.Content);
    }

    private static async Task<Answer> Handle(string id, Caller caller, Db db, CancellationToken ct) => Answer.Ok(MediaView.Of(await db.Read(s => Find(s, caller, id), ct)));

    private static async Task Content(string id, Caller caller, HttpContext http, Db db, IMediaFiles files)
    {
        var row = await db.Read(s => Find(s, caller, id), http.RequestAborted);
        if ((MediaState)row.State == MediaState.Pending)
            throw new Refusal(Errors.Conflict, $"The file '{id}' is not here yet: it is being fetched from the gateway. Ask again in a few seconds.", "id");
        await using var file = await Open(files, row, http.RequestAborted)
            ?? throw new Refusal(Errors.NotFound, row.Reason is { } why ? $"The file '{id}' could not be fetched. {why}" : $"The file '{id}' is not where this server keeps files.", "id");

        var response = http.Response;
        // What people send is never shown as a page of this server, whatever it calls itself.
        response.ContentType = MediaTypeHeaderValue.TryParse(row.ContentType, out _) ? row.ContentType : Core.WhatsApp.MediaTypes.Unknown;
        response.ContentLength = row.Size;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(row.Filename ?? row.Id);
        response.Headers.ContentDisposition = disposition.ToString();
        await file.CopyToAsync(response.Body, http.RequestAborted);
    }

    private static async Task<Stream?> Open(IMediaFiles files, MediaRow row, CancellationToken ct)
    {
        try
        {
            return await files.Open(row.AccountId, row.Id, ct);
        }
        catch (MediaFault fault)
        {
            throw new Refusal(Errors.Overloaded, $"{fault.Message} Ask again after 5 seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };
        }
    }

    /// <summary>The file, or 4044: one of another account or of the other world is the same to the caller as none.</summary>
    private static async Task<MediaRow> Find(Session session, Caller caller, string id) =>
        (Ids.IsId(Ids.Media, id) ? await MediaRows.Find(session, caller.AccountId, caller.World, id) : null)
        ?? throw new Refusal(Errors.NotFound, $"No file '{Shown.Cut(id)}' exists in this account.", "id");
}
