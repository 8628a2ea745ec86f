using Microsoft.Extensions.Options;
using SendApi.Server.Delivery;
using SendApi.Server.Storage;
using SendApi.Server.Workers;

namespace SendApi.Server.WhatsApp;

/// <summary>Once an hour takes out of what was received what the settings do not let be kept, and the files that went with it.</summary>
internal sealed partial class WhatsAppSweeper(Db db, IMediaFiles files, TimeProvider clock, IOptions<RetentionOptions> retention, ILogger<WhatsAppSweeper> log) : BackgroundService
{
    private const int MostInOneGo = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Turns.Every(Pause, Sweep, fault => Failed(log, fault), clock, stoppingToken);

    /// <summary>One round.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await Turns.InPortions(MostInOneGo, most => db.Write(s => ConversationWindows.Forget(s, now, most), ct));
        if (retention.Value.ContentBefore(now) is { } content)
            await Turns.InPortions(MostInOneGo, most => db.Write(s => WhatsAppErasure.Content(s, content, most), ct));
        if (retention.Value.RecipientsBefore(now) is { } people)
            await Turns.InPortions(MostInOneGo, most => db.Write(s => WhatsAppErasure.People(s, people, most), ct));
        if (retention.Value.MessagesBefore(now) is { } before)
        {
            await Turns.InPortions(MostInOneGo, most => db.Write(s => WhatsAppErasure.Forget(s, before, most), ct));
            await Turns.InPortions(MostInOneGo, most => db.Write(s => FallbackRows.Forget(s, before, most), ct));
        }

        await MediaSweep.Left(db, files, ct);
        await MediaSweep.WithoutRow(db, files, now, ct);
    }

    [LoggerMessage(3821, LogLevel.Warning, "Old WhatsApp messages could not be redacted or forgotten; the next try comes in an hour")]
    private static partial void Failed(ILogger log, Exception fault);
}
