using SendApi.Core.WhatsApp;
using SendApi.Server.Http;
using SendApi.Server.Outbound;

namespace SendApi.Server.WhatsApp;

/// <summary>Reads the file that is to be sent, with each fault named by its field.</summary>
internal static class MediaReader
{
    private const int LongestCaption = 1_024, LongestFilename = 240, LongestType = 127;

    /// <summary>The file of a body; null for a type without one, and where its part is missing, which is named then.</summary>
    public static MediaDraft? Read(Fields fields, SingleContentRequest request, OutboundUrl urls)
    {
        if (request.Type is not { } type || !ContentReader.MediaTypes.TryGetValue(type, out var kind) || Part(fields, request, kind) is not { } part)
            return null;

        var address = fields.Optional("media.url", part.Url, part.Link);
        var url = fields.Url("media.url", address, urls);
        if (address is null == part.Base64 is null)
            fields.Add("media", "'media' must have either 'url' or 'base64'.");
        var name = ContentReader.MaybeWords(fields, "media.filename", part.Filename, LongestFilename);
        if (name is not null && !IsFilename(name))
            fields.Add("media.filename", "'media.filename' must be the name of a file, without a folder.");
        var caption = ContentReader.MaybeWords(fields, "media.caption", part.Caption, LongestCaption);
        if (caption is not null && kind == ContentKind.Audio)
            fields.Add("media.caption", "'media.caption' cannot be sent: WhatsApp shows no words under audio.");
        var told = ContentReader.MaybeWords(fields, "media.content_type", part.ContentType, LongestType);
        if (told is not null && !System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(told, out _))
            fields.Add("media.content_type", "'media.content_type' must be a type such as application/pdf.");
        return new(kind, url, Bytes(fields, part.Base64), name, told, caption);
    }

    /// <summary>Whether a text is the name of a file, and not a way to another folder.</summary>
    public static bool IsFilename(string text) => text is not ("." or "..") && !text.Any(c => char.IsControl(c) || c is '/' or '\\');

    private static MediaPart? Part(Fields fields, SingleContentRequest request, ContentKind kind)
    {
        var byType = kind switch { ContentKind.Image => request.Image, ContentKind.Video => request.Video, ContentKind.Audio => request.Audio, _ => request.Document };
        if (request.Media is not null && byType is not null)
            fields.Add("media", "'media' was given under two names. Give it once.");
        var written = request.Content ?? request.Message;
        // The whole of it may be an address.
        return written is not null && request.Media is null && byType is null && !written.TrimStart().StartsWith('{')
            ? new MediaPart { Url = written }
            : ContentReader.Part(fields, "media", request.Media ?? byType, written);
    }

    private static byte[]? Bytes(Fields fields, string? text)
    {
        if (text is null)
            return null;

        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length))
            return bytes[..length];
        fields.Add("media.base64", "'media.base64' must be the bytes of the file in Base64, without a 'data:' before them.");
        return [];
    }
}
