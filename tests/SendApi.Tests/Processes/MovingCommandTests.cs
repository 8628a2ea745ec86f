namespace SendApi.Tests.Processes;

/// <summary>backup, restore and migrate-store as an operator uses them.</summary>
public sealed class MovingCommandTests
{
    [Fact]
    public async Task A_running_store_is_backed_up_restored_on_the_other_engine_and_moved_back()
    {
        await using var old = await Installation.Fresh(Engines.Sqlite);
        await using var restored = await Installation.Fresh(Engines.Postgres);
        var archive = Path.Combine(restored.Location.Folder, "backup.zip");
        var key = (await old.Key("--test")).Trim();
        await old.Start();
        var id = (await old.SendSms(key, "Hello")).Data("id");
        await old.UntilNone(key, "queued", "sending", "sent");

        Assert.Contains("does not hold the secret key", await old.Must("backup", archive), StringComparison.Ordinal);
        Assert.Contains("is there already", (await old.Run("backup", archive)).Error, StringComparison.Ordinal);
        await Fails(old, "is in use", "migrate-store", "--from", "sqlite", "--to", restored.Location.Store!);
        Assert.Contains("counted and compared", await restored.Must("restore", archive), StringComparison.Ordinal);
        await Fails(restored, "is not empty", "restore", archive);

        await using var moved = await Installation.Fresh(Engines.Sqlite);
        await restored.Must("migrate-store", "--from", restored.Location.Store!, "--to", moved.Location.File);
        Assert.Contains("was moved to SQLite", (await restored.Fail([])).Error, StringComparison.Ordinal);
        Assert.Contains("The ledger is right", await moved.Must("ledger", "verify"), StringComparison.Ordinal);
        await moved.Start();
        Assert.Equal("delivered", (await moved.Get($"/v1/sms/status/{id}", key)).Data("status"));
        await restored.Must("migrate-store", "--from", restored.Location.Store!, "--release");
        await restored.Must("ledger", "verify");
    }

    private static async Task Fails(Installation store, string why, params string[] arguments)
    {
        var ended = await store.Run(arguments);
        Assert.Equal(1, ended.Code);
        Assert.Contains(why, ended.Error, StringComparison.Ordinal);
    }
}
