using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Removes files that nothing belongs to any more: those of messages whose words were taken out, for their age or for a person, and those that a crash left without a row.</summary>
/// <remarks>The file goes before its row, so that a crash between leaves nothing that is not found again.</remarks>
public static class MediaSweep
{
    private const int InOneGo = 200;

    /// <summary>A file is written before its message is taken in, which takes seconds.</summary>
    private static readonly TimeSpan LongestIntake = TimeSpan.FromDays(1);

    /// <summary>Removes the files of messages that have nothing to say any more; the answer is how many.</summary>
    public static async Task<int> Left(Db db, IMediaFiles files, CancellationToken ct)
    {
        var removed = 0;
        for (var after = ""; ;)
        {
            var page = await db.Read(s => MediaRows.Left(s, after, InOneGo), ct);
            if (page.Count == 0)
                return removed;

            foreach (var row in page)
                await files.Remove(row.AccountId, row.Id, ct);
            removed += await db.Write(s => MediaRows.Remove(s, [.. page.Select(r => r.Id)]), ct);
            after = page[^1].Id;
        }
    }

    /// <summary>Removes files without a row; the answer is how many.</summary>
    public static async Task<int> WithoutRow(Db db, IMediaFiles files, DateTimeOffset now, CancellationToken ct)
    {
        var removed = 0;
        await foreach (var some in files.Before(now - LongestIntake, ct).Chunk(InOneGo))
        {
            var known = await db.Read(s => MediaRows.All(s, [.. some.Select(f => MediaFolder.IdOf(f.Name)).Distinct()]), ct);
            foreach (var (account, name) in some.Where(f => !known.ContainsKey(f.Name)))
            {
                await files.Remove(account, name, ct);
                removed++;
            }
        }

        return removed;
    }
}
