using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Meta;

/// <summary>Files on their way to Meta and from it. Handing one up sends nothing, so it may be done again.</summary>
/// <remarks>Source: WhatsApp Business Platform documentation, Cloud API, Reference, Media: upload, retrieve URL, download.</remarks>
internal sealed class CloudMedia(CloudGraph graph, CloudOptions options)
{
    /// <summary>The longest that Meta takes, of documents.</summary>
    private const long Longest = 100 * 1024 * 1024;

    /// <summary>Where Meta keeps files: nobody else is shown the token.</summary>
    private static readonly string[] Hosts = ["facebook.com", "fbsbx.com", "fbcdn.net", "whatsapp.net"];

    /// <summary>Hands up a file that is kept here.</summary>
    /// <returns>Meta's id of it, or what became of the message without it; and what was said about it.</returns>
    public async Task<CloudFile> Upload(CloudAccess access, WhatsAppSubmission submission, WhatsAppContent.Media media, CancellationToken ct)
    {
        if (media.File.Id.Length == 0)
            return CloudFile.Not(new SendOutcome.Rejected("media", "The file is not kept here"));
        if (!MediaTypeHeaderValue.TryParse(media.File.ContentType, out var type))
            return CloudFile.Not(new SendOutcome.Rejected("media", "The file has no content type"));

        try
        {
            await using var stream = await options.Media(media.File.Id, ct);
            if (stream is null)
                return CloudFile.Not(new SendOutcome.TryLater("Its file is not where this node keeps files."));

            var length = stream.CanSeek ? stream.Length - stream.Position : media.File.Size;
            if (length is not (> 0 and <= Longest))
                return CloudFile.Not(new SendOutcome.Rejected("media", "The file is empty, or longer than the 100 MiB that Meta takes"));

            var (heard, exchange) = await graph.Upload(access, $"{CloudGraph.Id(access.PhoneNumberId)}/media", Form(type.ToString(), stream, length), submission);
            return Uploaded(access, heard) with { Exchange = exchange };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return CloudFile.Not(new SendOutcome.TryLater("The file cannot be read just now"));
        }
    }

    /// <summary>A file that was received, by Meta's id of it; null where it is longer than asked for, or gone.</summary>
    public async Task<ReceivedFile?> Fetch(CloudAccess access, string id, int longest)
    {
        var answer = await graph.Ask(access, HttpMethod.Get, $"{CloudGraph.Id(id)}?phone_number_id={CloudGraph.Id(access.PhoneNumberId)}");
        if (answer.Status == 404 || !answer.IsSuccess && CloudFault.Read(JsonText.Parse(answer.Body), access.Token).Code == 100)
            return null;

        var said = CloudGraph.Good(access, answer);
        if (said.At("url") is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out var url) || !IsOfMeta(url))
            throw new GatewayFault("Meta names no address of its own for the file.");
        if (long.TryParse(said.At("file_size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > longest)
            return null;

        return await graph.Download(access, url, longest) switch
        {
            (HttpHeard.Answered { IsSuccess: true }, { } file) => file,
            (HttpHeard.Answered { IsSuccess: true } or HttpHeard.Answered { Status: 404 or 410 }, _) => null,
            (HttpHeard.Answered failed, _) => throw new GatewayFault(string.Create(CultureInfo.InvariantCulture, $"Meta answered HTTP {failed.Status} for a file.")),
            _ => throw new GatewayFault("Meta cannot be reached for a file."),
        };
    }

    private bool IsOfMeta(Uri url) =>
        url.GetLeftPart(UriPartial.Authority) == options.Graph.GetLeftPart(UriPartial.Authority)
        || url.Scheme == Uri.UriSchemeHttps && Hosts.Any(h => url.Host == h || url.Host.EndsWith("." + h, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whatever went wrong, the message has not left: only what Meta refuses for good is not tried again.</summary>
    private static CloudFile Uploaded(CloudAccess access, HttpHeard heard) => heard switch
    {
        HttpHeard.Answered { IsSuccess: true } answer when JsonText.Parse(answer.Body).At("id") is { } id => new(id, null, null),
        HttpHeard.Answered { IsSuccess: true } => CloudFile.Not(new SendOutcome.TryLater("Meta took the file and did not say by what id")),
        HttpHeard.Answered answer => CloudFile.Not(CloudErrors.Of(answer, access.Token) switch
        {
            SendOutcome.Unknown open => new SendOutcome.TryLater("The file could not be handed up: " + open.Reason),
            var outcome => outcome,
        }),
        HttpHeard.NotSent notSent => CloudFile.Not(new SendOutcome.TryLater($"Meta cannot be reached: {notSent.Why}.")),
        HttpHeard.Silence silence => CloudFile.Not(new SendOutcome.TryLater($"The file could not be handed up: {silence.Why}.")),
        _ => throw new InvalidOperationException("An exchange ended in a way that is not known."),
    };

    private static (string ContentType, byte[] Before, HttpFile File) Form(string contentType, Stream file, long length)
    {
        var boundary = "sendapi" + RandomNumberGenerator.GetHexString(32);
        var before = $"""
            --{boundary}
            Content-Disposition: form-data; name="messaging_product"

            whatsapp
            --{boundary}
            Content-Disposition: form-data; name="type"

            {contentType}
            --{boundary}
            Content-Disposition: form-data; name="file"; filename="file"
            Content-Type: {contentType}


            """.ReplaceLineEndings("\r\n");
        return ($"multipart/form-data; boundary={boundary}", Encoding.UTF8.GetBytes(before), new(file, length, Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")));
    }
}

/// <summary>What became of a file that was handed up.</summary>
/// <param name="Id">Meta's; null where it has none.</param>
/// <param name="Outcome">Of the message, where it cannot go without the file.</param>
internal readonly record struct CloudFile(string? Id, SendOutcome? Outcome, Exchange? Exchange)
{
    public static CloudFile Not(SendOutcome outcome) => new(null, outcome, null);
}
