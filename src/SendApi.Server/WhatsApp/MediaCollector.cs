using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>Fetches the files that people sent from the gateways, each until it is there or cannot be had. Their messages are told of before that.</summary>
/// <remarks>A file is taken for a time, not held: a node that dies in the middle is followed when that has passed.</remarks>
public sealed partial class MediaCollector(Db db, IMediaFiles files, SessionGateways gateways, MediaCollectorTools tools) : BackgroundService
{
    private const int MostAtOnce = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Hold = TimeSpan.FromMinutes(2);

    /// <summary>The waits between attempts; after the last one it has failed.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Pause, Turn, fault => Failed(tools.Log, fault), tools.Clock, stoppingToken);

    /// <summary>One round: all that is due, a few at a time.</summary>
    public Task Turn(CancellationToken ct) => Turns.InPortions(MostAtOnce, async most =>
    {
        if (!tools.Gate.IsOpen)
            return 0;

        var now = tools.Clock.GetUtcNow();
        var due = await db.Write(s => MediaRows.Take(s, now, now + Hold, most), ct);
        await Task.WhenAll(due.Select(row => Collect(row, ct)));
        return due.Count;
    });

    private async Task Collect(MediaRow row, CancellationToken ct)
    {
        var collected = await Ask(row, ct);
        if (!await db.Write(s => MediaRows.Set(s, collected), ct))
            await files.Remove(row.AccountId, row.Id, ct); // The person was erased meanwhile.
        if ((MediaState)collected.State == MediaState.Failed)
            NotHad(tools.Log, row.Id, row.Attempts);
    }

    private async Task<MediaRow> Ask(MediaRow row, CancellationToken ct)
    {
        try
        {
            if (await db.Read(s => SessionRows.Find(s, row.SessionId), ct) is not { } session)
                return GivenUp(row, "Its session was deleted before it was fetched.");
            var longest = Math.Max(MediaTypes.Largest(MediaTypes.KindOf(row.ContentType), tools.Options.Value.LargestMedia), tools.Options.Value.LargestMedia);
            return await gateways.Of(session).Fetch(row.SessionId, row.Reference ?? "", longest, ct) is { } file
                ? await Keep(row, file, ct)
                : GivenUp(row, "The gateway has it no more, or it is larger than this server keeps.");
        }
        catch (Exception fault) when (fault is GatewayFault or MediaFault)
        {
            return row.Attempts > Waits.Length ? GivenUp(row, fault.Message) : row with { NextAt = (tools.Clock.GetUtcNow() + Waits[row.Attempts - 1]).ToMicros() };
        }
    }

    private async Task<MediaRow> Keep(MediaRow row, ReceivedFile file, CancellationToken ct)
    {
        await files.Keep(row.AccountId, row.Id, file.Bytes, ct);
        return row with
        {
            ContentType = row.ContentType == MediaTypes.Unknown ? MediaTypes.Plain(file.ContentType) ?? row.ContentType : row.ContentType,
            Size = file.Bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Bytes)),
            State = (long)MediaState.Stored,
            NextAt = null,
        };
    }

    private static MediaRow GivenUp(MediaRow row, string why) => row with { State = (long)MediaState.Failed, Reason = why, NextAt = null };

    [LoggerMessage(3861, LogLevel.Warning, "Received files could not be fetched; the next try comes in a second")]
    private static partial void Failed(ILogger log, Exception fault);

    [LoggerMessage(3862, LogLevel.Warning, "The received file {MediaId} could not be had from the gateway after {Attempts} attempts")]
    private static partial void NotHad(ILogger log, string mediaId, long attempts);
}

/// <summary>What fetching files needs beside the store, the folder and the gateways.</summary>
public sealed record MediaCollectorTools(IOptions<WhatsAppOptions> Options, WorkGate Gate, TimeProvider Clock, ILogger<MediaCollector> Log);
