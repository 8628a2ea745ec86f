namespace SendApi.Server.Storage;

/// <summary>The two doors to the store. What <see cref="Write{T}"/> returned is on disk; what it threw changed nothing, but for <see cref="StoreInDoubt"/>.</summary>
public sealed class Db(Dialect dialect) : IAsyncDisposable
{
    // Columns are snake_case, properties are not.
    static Db() => Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;

    public Dialect Dialect => dialect;

    /// <summary>Reads committed data.</summary>
    public async Task<T> Read<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        try
        {
            var connection = await dialect.OpenReader(ct);
            try
            {
                return await work(new Session(dialect, connection, null, ct));
            }
            finally
            {
                await dialect.CloseReader(connection);
            }
        }
        catch (Exception fault) when (dialect.Unavailable(fault) is { } reason)
        {
            throw new StoreUnavailable(reason, fault);
        }
    }

    /// <summary>Reads committed data as it stood at the first statement, however long it takes and whatever is written meanwhile.</summary>
    public Task<T> Snapshot<T>(Func<Session, Task<T>> work, CancellationToken ct) => Read(async reading =>
    {
        await using var transaction = await dialect.BeginSnapshot(reading.Connection, ct);
        return await work(new Session(dialect, reading.Connection, transaction, ct));
    }, ct);

    /// <summary>Runs the work as one transaction; a throw from it rolls everything back.</summary>
    public async Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        try
        {
            var connection = await dialect.OpenWriter(ct);
            try
            {
                return await Transact(connection, work, ct);
            }
            finally
            {
                await dialect.CloseWriter(connection);
            }
        }
        catch (Exception fault) when (fault is not StoreInDoubt && dialect.Unavailable(fault) is { } reason)
        {
            throw new StoreUnavailable(reason, fault);
        }
    }

    /// <summary>Runs a transaction that nobody else had the store open beside; see <see cref="Dialect.Alone"/>.</summary>
    public async Task Alone(Func<Session, Task> work, Func<Session, Task> undo, CancellationToken ct)
    {
        try
        {
            await dialect.Alone(work, undo, ct);
        }
        catch (Exception fault) when (dialect.Unavailable(fault) is { } reason)
        {
            throw new StoreUnavailable(reason, fault);
        }
    }

    /// <summary>Brings the schema up to date.</summary>
    public void Migrate() => dialect.Migrate();

    public ValueTask DisposeAsync() => dialect.DisposeAsync();

    private async Task<T> Transact<T>(System.Data.Common.DbConnection connection, Func<Session, Task<T>> work, CancellationToken ct)
    {
        await using var transaction = await dialect.Begin(connection, ct);
        var session = new Session(dialect, connection, transaction, ct);
        var result = await work(session);
        try
        {
            await session.Commit();
        }
        catch (Exception fault) when (!dialect.SurelyRolledBack(fault))
        {
            throw new StoreInDoubt(fault);
        }

        return result;
    }
}
