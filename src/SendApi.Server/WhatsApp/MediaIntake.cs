using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Outbound;

namespace SendApi.Server.WhatsApp;

/// <summary>A file that a caller wants to send: its bytes, or where they are.</summary>
/// <param name="Told">The type that the caller says it is.</param>
public sealed record MediaDraft(ContentKind Kind, Uri? Url, byte[]? Bytes, string? Filename, string? Told, string? Caption);

/// <summary>A file that was kept for a message that is not taken in yet.</summary>
public sealed record KeptMedia(MediaFile File, string Sha256)
{
    /// <summary>The row that is written with its message.</summary>
    public MediaRow Row(MessageRow message) => new()
    {
        AccountId = message.AccountId,
        IsTest = message.IsTest,
        Id = File.Id,
        MessageId = message.Id,
        SessionId = message.Sender ?? "",
        ContentType = File.ContentType,
        Filename = File.Filename,
        Size = File.Size,
        Sha256 = Sha256,
        State = (long)MediaState.Stored,
        CreatedAt = message.CreatedAt,
    };
}

/// <summary>Keeps the files of messages that are to be sent: fetches those that are elsewhere, proves what they are, and writes them to disk before their message is taken in.</summary>
public sealed partial class MediaIntake(OutboundCalls calls, IMediaFiles files, IOptions<WhatsAppOptions> options, TimeProvider clock, ILogger<MediaIntake> log) : IDisposable
{
    private const int MostAtOnce = 8, LongestFilename = 240;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(MostAtOnce);

    /// <summary>Keeps a file. Refuses one that cannot be had, or that WhatsApp does not take as its kind, by the field that brought it.</summary>
    public async Task<KeptMedia> Keep(MediaDraft draft, string account, CancellationToken ct)
    {
        var field = draft.Url is null ? "media.base64" : "media.url";
        var longest = MediaTypes.Largest(draft.Kind, options.Value.LargestMedia);
        var (bytes, heard) = draft.Url is { } url ? await Fetch(url, longest, ct) : (draft.Bytes ?? [], null);
        if (bytes.Length > longest)
            throw TooLong(field, longest);
        if (MediaTypes.Prove(draft.Kind, bytes, draft.Told, heard, out var type) is { } wrong)
            throw new Refusal(Errors.InvalidRequest, $"'{field}' {wrong}.", field);

        var id = Ids.New(Ids.Media, clock.GetUtcNow());
        try
        {
            await files.Keep(account, id, bytes, ct);
        }
        catch (MediaFault fault)
        {
            throw new Refusal(Errors.Overloaded, $"{fault.Message} Nothing was accepted. Retry after 5 seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };
        }

        return new(new(id, type, draft.Filename ?? Named(draft), bytes.Length), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>Removes what was kept for a message that was not taken in. What cannot be removed now has no row, and is swept after a day.</summary>
    public async Task GiveUp(KeptMedia kept, string account)
    {
        try
        {
            await files.Remove(account, kept.File.Id, CancellationToken.None);
        }
        catch (MediaFault fault)
        {
            NotRemoved(log, fault, kept.File.Id);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<(byte[] Bytes, string? Type)> Fetch(Uri url, int longest, CancellationToken ct)
    {
        using var wait = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, ct);
        try
        {
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (wait.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new Refusal(Errors.Overloaded, $"More files are being fetched than the {MostAtOnce} that may be at once. Send again after 5 seconds.") { RetryAfter = TimeSpan.FromSeconds(5) };
        }

        try
        {
            return await calls.Fetch(url, longest, Patience, ct) switch
            {
                OutboundFile.Fetched file => (file.Bytes, file.ContentType),
                OutboundFile.TooLong => throw TooLong("media.url", longest),
                OutboundFile.Failed failed => throw new Refusal(Errors.InvalidRequest, $"'media.url' could not be fetched. {failed.Reason}", "media.url"),
                _ => throw new InvalidOperationException("A file was fetched in a way that is not known."),
            };
        }
        finally
        {
            _places.Release();
        }
    }

    private static Refusal TooLong(string field, int longest) =>
        new(Errors.InvalidRequest, string.Create(CultureInfo.InvariantCulture, $"'{field}' has more than {longest:N0} bytes, which are the most for a file of this type."), field);

    /// <summary>A document is shown by its name: without one it has that of its address.</summary>
    private static string? Named(MediaDraft draft) =>
        draft is { Kind: ContentKind.Document, Url: { } url } && Uri.UnescapeDataString(url.Segments[^1]) is { Length: > 0 and <= LongestFilename } name && MediaReader.IsFilename(name) ? name : null;

    [LoggerMessage(3881, LogLevel.Warning, "The file {MediaId} of a message that was not accepted could not be removed; it is swept after a day")]
    private static partial void NotRemoved(ILogger log, Exception fault, string mediaId);
}
