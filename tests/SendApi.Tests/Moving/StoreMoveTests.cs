using Microsoft.Extensions.Time.Testing;
using SendApi.Server.Moving;

namespace SendApi.Tests.Moving;

/// <summary>Whole stores that move from one engine to the other.</summary>
public sealed class StoreMoveTests
{
    private static readonly FakeTimeProvider Clock = new(TestApp.Start);

    [Theory]
    [InlineData(Engines.Sqlite, Engines.Postgres)]
    [InlineData(Engines.Postgres, Engines.Sqlite)]
    public async Task A_move_that_was_cut_short_goes_on_and_leaves_the_old_store_shut(string engine, string other)
    {
        using var places = new Places();
        var (from, to) = (await places.Fresh(engine), await places.Fresh(other));
        var (expected, key) = await Fill(from);

        await Assert.ThrowsAsync<IOException>(() => Places.Move(from, to, Clock, Places.BreakAt("suppressions", 2_000)));
        await Refuses(from, "is being moved to");
        await Refuses(to, "is being filled from");
        await Assert.ThrowsAsync<IOException>(() => Places.Move(from, to, Clock, Places.BreakAt("suppressions, read again", 4_000)));
        Assert.Null((await Places.Move(from, to, Clock)).Difference);

        await Refuses(from, "was moved to");
        await using (var db = to.Open())
            Assert.Equal(expected, await Places.Sums(db));
        await using var app = await TestApp.Run(to);
        // The place in the queue goes on after those that were copied.
        await app.Until(await app.SendSms("+447700900000", key: key), "delivered", key);
        Assert.Equal(2, await app.Db.Read(s => s.Number("SELECT count(DISTINCT subject) FROM webhook_queue"), default));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_store_that_a_server_uses_is_neither_moved_nor_filled(string engine)
    {
        using var places = new Places();
        var (used, idle) = (await places.Fresh(engine), await places.Fresh(Engines.Sqlite));
        await using var app = await TestApp.Run(used);

        Assert.Contains("is in use", (await Assert.ThrowsAsync<StoreInUse>(() => Places.Move(used, idle, Clock))).Message, StringComparison.Ordinal);
        await app.SendSms("+447700900000");
        await using (var free = idle.Open())
            await Places.Sums(free);
        // Its rows are seen first where its connections are not.
        Assert.True(await Assert.ThrowsAnyAsync<Exception>(() => Places.Move(idle, used, Clock)) is StoreInUse or MovingFault);

        await using var db = idle.Open();
        await Places.Sums(db);
    }

    [Fact]
    public async Task A_store_with_rows_is_not_filled_and_the_old_one_stays_as_it_was()
    {
        using var places = new Places();
        var (from, to) = (await places.Fresh(Engines.Sqlite), await places.Fresh(Engines.Sqlite));
        await Fill(from);
        await Fill(to);

        Assert.Contains("not empty", (await Assert.ThrowsAsync<MovingFault>(() => Places.Move(from, to, Clock))).Message, StringComparison.Ordinal);
        await using var db = from.Open();
        await Places.Sums(db);
    }

    [Fact]
    public async Task A_store_that_was_released_is_used_again_and_its_move_does_not_go_on()
    {
        using var places = new Places();
        var (from, to) = (await places.Fresh(Engines.Sqlite), await places.Fresh(Engines.Sqlite));
        await Fill(from);
        await Assert.ThrowsAsync<IOException>(() => Places.Move(from, to, Clock, Places.BreakAt("suppressions", 2_000)));

        await using (var released = from.OpenMarked())
            await StoreMove.Release(released, default);
        await using (var db = from.Open())
            await Places.Sums(db);

        Assert.Contains("not whole", (await Assert.ThrowsAsync<MovingFault>(() => Places.Move(from, to, Clock))).Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_table_of_the_schema_can_be_moved(string engine)
    {
        using var places = new Places();
        await using var db = (await places.Fresh(engine)).Open();

        var tables = await db.Read(Table.All, default);
        var rows = (await Places.Sums(db)).Where(t => t.Sum.Rows > 0).Select(t => t.Name);

        Assert.Contains("messages", tables.Select(t => t.Name));
        Assert.Equal("place", tables.Single(t => t.Name == "webhook_queue").Place);
        // What a migration writes by itself must be known to the filling, which takes it out first.
        Assert.Equal(["plans"], rows);
    }

    private static async Task<(List<(string Name, TableSum Sum)> Sums, string Key)> Fill(StoreLocation location)
    {
        string key;
        await using (var app = await TestApp.Run(location))
        {
            key = app.TestKey;
            await Shop.Suppress(app, 5_000);
            await Events.Hooks.Add(app, "https://127.0.0.1:1/hook");
            await app.Until(await app.SendSms("+447700900000"), "delivered");
            Assert.Equal(201, (await app.Post("/v1/sms/send", """{"to": "+447700900000", "content": "Later", "send_at": "2026-03-10T14:30:00Z"}""")).Status);
        }

        await using var db = location.Open();
        return (await Places.Sums(db), key);
    }

    private static async Task Refuses(StoreLocation location, string why)
    {
        await using var db = location.Open();
        Assert.Contains(why, (await Assert.ThrowsAsync<StoreMarked>(() => Places.Sums(db))).Message, StringComparison.Ordinal);
    }
}
