namespace SendApi.Core.WhatsApp;

/// <summary>Which files WhatsApp takes, how large they may be, and what a file is by its first bytes. Pure.</summary>
/// <remarks>Source: Meta's documentation of the Cloud API, Media, section Supported media types.</remarks>
public static class MediaTypes
{
    /// <summary>What a file is called that nobody knows.</summary>
    public const string Unknown = "application/octet-stream";

    private const string Jpeg = "image/jpeg", Png = "image/png", Mp4 = "video/mp4", Mp4Sound = "audio/mp4", Ogg = "audio/ogg", Pdf = "application/pdf";

    private const int MiB = 1024 * 1024, LargestPicture = 5 * MiB, LargestOther = 16 * MiB;

    /// <summary>The head of a sound in Opus stands in the first page of its file.</summary>
    private const int FirstPage = 128;

    private static readonly string[] Pictures = [Jpeg, Png], Films = [Mp4, "video/3gpp"], Sounds = ["audio/aac", "audio/amr", "audio/mpeg", Mp4Sound, Ogg];

    private static readonly (int At, byte[] Bytes, string Type)[] Beginnings =
    [
        (0, [0xFF, 0xD8, 0xFF], Jpeg), (0, [0x89, .. "PNG\r\n"u8], Png), (0, [.. "GIF8"u8], "image/gif"), (8, [.. "WEBP"u8], "image/webp"),
        (0, [.. "%PDF-"u8], Pdf), (0, [.. "OggS"u8], Ogg), (0, [.. "#!AMR"u8], "audio/amr"), (0, [.. "ID3"u8], "audio/mpeg"),
        (4, [.. "ftyp3g"u8], "video/3gpp"), (4, [.. "ftypM4A"u8], Mp4Sound), (4, [.. "ftyp"u8], Mp4), (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
    ];

    /// <summary>Other names that are in use.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["image/jpg"] = Jpeg,
        ["audio/mp3"] = "audio/mpeg",
        ["audio/m4a"] = Mp4Sound,
        ["audio/x-m4a"] = Mp4Sound,
        ["audio/opus"] = Ogg,
        ["video/3gp"] = "video/3gpp",
    };

    /// <summary>How many bytes a file of a kind may have.</summary>
    /// <param name="document">What the operator allows a document.</param>
    public static int Largest(ContentKind kind, int document) => kind switch { ContentKind.Image => LargestPicture, ContentKind.Document => document, _ => LargestOther };

    /// <summary>What a file is called by its first bytes; null where they do not tell.</summary>
    public static string? Seen(ReadOnlySpan<byte> bytes)
    {
        foreach (var (at, beginning, type) in Beginnings)
            if (bytes.Length >= at + beginning.Length && bytes.Slice(at, beginning.Length).SequenceEqual(beginning))
                return type;
        // Both begin with eleven ones; the two bits of the layer tell them apart.
        return bytes.Length < 2 || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0 ? null : (bytes[1] & 0x06) == 0 ? "audio/aac" : "audio/mpeg";
    }

    /// <summary>What is wrong with a file, as the end of a sentence that begins with its name; null for one that can be sent as its kind.</summary>
    /// <param name="told">The type that the caller says it is.</param>
    /// <param name="heard">The type that it was served with: believed only where nothing else tells.</param>
    /// <param name="contentType">What it is.</param>
    public static string? Prove(ContentKind kind, ReadOnlySpan<byte> bytes, string? told, string? heard, out string contentType)
    {
        var seen = Seen(bytes);
        if (kind == ContentKind.Audio && seen == Mp4)
            seen = Mp4Sound;
        contentType = seen ?? Plain(told) ?? (Plain(heard) is { } name && !IsSeen(name) ? name : Unknown);
        if (bytes.IsEmpty)
            return "is empty";
        if (kind != ContentKind.Document && (seen is null || !Of(kind).Contains(seen)))
            return $"is {seen ?? "nothing that we know"} by its first bytes; this type takes {string.Join(", ", Of(kind))}";
        if (seen == Ogg && kind == ContentKind.Audio && bytes[..Math.Min(FirstPage, bytes.Length)].IndexOf("OpusHead"u8) < 0)
            return "is an Ogg file without Opus; WhatsApp takes Ogg with Opus only";
        return Plain(told) is { } type && type != seen && (seen is not null || IsSeen(type)) ? $"is {seen ?? "something else"} by its first bytes, and not {type}" : null;
    }

    /// <summary>The kind that a received file is shown as.</summary>
    public static ContentKind KindOf(string? contentType) => Plain(contentType)?.Split('/')[0] switch
    {
        "image" => ContentKind.Image,
        "video" => ContentKind.Video,
        "audio" => ContentKind.Audio,
        _ => ContentKind.Document,
    };

    /// <summary>A type as it is compared: without parameters, in small letters, under its usual name.</summary>
    public static string? Plain(string? contentType) =>
        contentType?.Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } name ? OtherNames.GetValueOrDefault(name, name) : null;

    /// <summary>The types that a kind takes; none for a document, which may be anything.</summary>
    private static string[] Of(ContentKind kind) => kind switch { ContentKind.Image => Pictures, ContentKind.Video => Films, ContentKind.Audio => Sounds, _ => [] };

    /// <summary>Whether a file of this type would be known by its first bytes.</summary>
    private static bool IsSeen(string type) => type is "audio/aac" || Beginnings.Any(b => b.Type == type);
}
