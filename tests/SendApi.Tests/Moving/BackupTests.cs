using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SendApi.Core;
using SendApi.Server.Ledger;
using SendApi.Server.Moving;

namespace SendApi.Tests.Moving;

/// <summary>Backups that are taken beside a running server, and what comes of them elsewhere.</summary>
public sealed class BackupTests
{
    [Theory]
    [InlineData(Engines.Sqlite, Engines.Postgres)]
    [InlineData(Engines.Postgres, Engines.Sqlite)]
    public async Task A_backup_taken_while_messages_are_sent_restores_everything_on_the_other_engine(string from, string to)
    {
        using var places = new Places();
        await using var app = await TestApp.Run(from);
        var shop = await Shop.Open(app);
        var sending = shop.KeepSending();
        await Places.BackUp(app.Db, app.Clock, places.Archive);
        await shop.Stop(sending);

        var location = await places.Fresh(to);
        File.Copy(Path.Combine(app.Location.Folder, "secret.key"), Path.Combine(location.Folder, "secret.key"));
        var restored = await places.Restore(location, app.Clock);
        await using var again = await TestApp.Run(location);

        Assert.Null(restored.Difference);
        Assert.Null((await again.Db.Snapshot(s => Audit.Run(s, _ => { }), default)).Difference);
        await shop.IsAllThere(again);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_due_at_the_restore_becomes_uncertain_and_what_is_due_later_stays_scheduled(string engine)
    {
        using var places = new Places();
        await using var app = await TestApp.Run(engine);
        await app.AddProvider(1);
        var waiting = await app.SendSms("+447700900000", key: app.LiveKey);
        var soon = (await app.Post("/v1/sms/send", $$"""{"to": "+447700900000", "content": "Later", "send_at": "{{Shown.Time(app.Clock.GetUtcNow().AddMinutes(30))}}"}""", app.LiveKey)).Data("id");
        var later = (await app.Post("/v1/sms/send", $$"""{"to": "+447700900000", "content": "Later", "send_at": "{{Shown.Time(app.Clock.GetUtcNow().AddDays(1))}}"}""", app.LiveKey)).Data("id");
        await Places.BackUp(app.Db, app.Clock, places.Archive);

        var clock = new FakeTimeProvider(app.Clock.GetUtcNow().AddHours(1));
        var (careful, sent) = (await places.Fresh(engine), await places.Fresh(engine));
        Assert.Equal(2, (await places.Restore(careful, clock)).Uncertain);
        Assert.Equal(0, (await places.Restore(sent, clock, sendWaiting: true)).Uncertain);

        await using var again = await TestApp.Run(careful, o => o with { Clock = clock });
        Assert.Contains("restored from a backup", (await again.Until(waiting, "uncertain", app.LiveKey)).Text, StringComparison.Ordinal);
        await again.Until(soon, "uncertain", app.LiveKey);
        Assert.Equal("scheduled", (await again.Get($"/v1/sms/status/{later}", app.LiveKey)).Data("status"));
        await using var sending = await TestApp.Run(sent, o => o with { Clock = new FakeTimeProvider(clock.GetUtcNow()) });
        Assert.Equal("queued", (await sending.Get($"/v1/sms/status/{waiting}", app.LiveKey)).Data("status"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_restore_that_was_cut_short_keeps_its_store_shut_and_goes_on(string engine)
    {
        using var places = new Places();
        await using var app = await TestApp.Run(engine);
        await Shop.Suppress(app, 5_000);
        await Places.BackUp(app.Db, app.Clock, places.Archive);
        var expected = await Places.Sums(app.Db);
        var location = await places.Fresh(engine);

        await Assert.ThrowsAsync<IOException>(() => places.Restore(location, app.Clock, tell: Places.BreakAt("suppressions", 4_000)));
        await using (var shut = location.Open())
            Assert.Contains("being filled from the backup of 2026-03-09", (await Assert.ThrowsAsync<StoreMarked>(() => Places.Sums(shut))).Message, StringComparison.Ordinal);
        await places.Restore(location, app.Clock);

        await using var db = location.Open();
        Assert.Equal(expected, await Places.Sums(db));
    }

    [Fact]
    public async Task A_file_that_is_there_is_kept_unless_it_is_to_be_replaced()
    {
        using var places = new Places();
        await using var app = await TestApp.Run(Engines.Sqlite);
        await File.WriteAllTextAsync(places.Archive, "mine", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<MovingFault>(() => Places.BackUp(app.Db, app.Clock, places.Archive));
        Assert.Equal("mine", await File.ReadAllTextAsync(places.Archive, TestContext.Current.CancellationToken));
        await Places.BackUp(app.Db, app.Clock, places.Archive, force: true);

        Assert.Equal([places.Archive], Directory.GetFiles(places.Folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(places.Archive));
    }

    [Fact]
    public async Task A_store_that_has_rows_is_not_restored_into()
    {
        using var places = new Places();
        var location = await places.Fresh(Engines.Sqlite);
        await using (var app = await TestApp.Run(location))
            await Places.BackUp(app.Db, app.Clock, places.Archive);

        Assert.Contains("not empty: its table accounts", (await Assert.ThrowsAsync<MovingFault>(() => places.Restore(location, TimeProvider.System))).Message, StringComparison.Ordinal);
        await using var untouched = location.Open();
        Assert.NotEmpty(await Places.Sums(untouched));
    }

    [Fact]
    public async Task A_damaged_or_newer_backup_is_refused_before_anything_is_written()
    {
        using var places = new Places();
        await using var app = await TestApp.Run(Engines.Sqlite);
        await app.Until(await app.SendSms("+447700900000"), "delivered");
        await Places.BackUp(app.Db, app.Clock, places.Archive);
        var (whole, location) = (await File.ReadAllBytesAsync(places.Archive, TestContext.Current.CancellationToken), await places.Fresh(Engines.Sqlite));

        await Refused("not a whole backup", _ => whole[..(whole.Length / 2)]);
        await Refused("the table messages cannot be used", path => Change(path, "tables/messages.jsonl", text => text.Replace("Hello", "Hallo", StringComparison.Ordinal)));
        await Refused("the table plans cannot be used", path => Change(path, "tables/plans.jsonl", text => text[..text.LastIndexOf('[')]));
        await Refused("9999_later", path => Change(path, "manifest.json", text => text.Replace("0001_start", "9999_later", StringComparison.Ordinal)));
        await File.WriteAllBytesAsync(places.Archive, whole, TestContext.Current.CancellationToken);
        Assert.Null((await places.Restore(location, app.Clock)).Difference);

        async Task Refused(string why, Func<string, byte[]?> damage)
        {
            await File.WriteAllBytesAsync(places.Archive, whole);
            if (damage(places.Archive) is { } bytes)
                await File.WriteAllBytesAsync(places.Archive, bytes);
            Assert.Contains(why, (await Assert.ThrowsAsync<MovingFault>(() => places.Restore(location, app.Clock))).Message, StringComparison.Ordinal);
        }
    }

    private static byte[]? Change(string path, string name, Func<string, string> change)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        var entry = zip.GetEntry(name)!;
        using var reader = new StreamReader(entry.Open());
        var text = change(reader.ReadToEnd());
        reader.Dispose();
        entry.Delete();
        using var written = zip.CreateEntry(name).Open();
        written.Write(Encoding.UTF8.GetBytes(text));
        return null;
    }
}
