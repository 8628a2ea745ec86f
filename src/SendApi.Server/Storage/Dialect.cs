using System.Data.Common;

namespace SendApi.Server.Storage;

/// <summary>The one seam between the engines: how to connect, what few words of SQL differ, and what a fault means.</summary>
public abstract class Dialect : IAsyncDisposable
{
    /// <summary>How long a statement waits for another session's lock: a caller can bear two such waits, his own and that of the batch before.</summary>
    protected static readonly TimeSpan LockedAfter = TimeSpan.FromSeconds(2.5);

    /// <summary>Appended to a SELECT that claims rows, so that several workers do not wait for each other.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Appended to a SELECT whose rows nobody else may change before the transaction ends. Nothing where one writer has the store for himself.</summary>
    public abstract string Lock { get; }

    /// <summary>What the migrations' words between dollar signs mean on this engine.</summary>
    protected abstract IReadOnlyDictionary<string, string> MigrationWords { get; }

    /// <summary>How many group commits of a node may run side by side. On two cores one was the fastest on both engines: its groups are larger.</summary>
    public abstract int Writers { get; }

    /// <summary>The engine in one word: <c>sqlite</c> or <c>postgresql</c>.</summary>
    public abstract string Engine { get; }

    /// <summary>The engine's name and place, for logs and people.</summary>
    public abstract string Name { get; }

    /// <summary>A SELECT of every column of every table in its order: table_name, column_name, type, in_key (its place in the primary key from 1, else 0), is_place.</summary>
    internal abstract string Catalogue { get; }

    public abstract ValueTask<DbConnection> OpenReader(CancellationToken ct);

    public abstract ValueTask CloseReader(DbConnection connection);

    /// <summary>Waits for the right to write and gives the connection to do it on.</summary>
    public abstract ValueTask<DbConnection> OpenWriter(CancellationToken ct);

    /// <summary>Begins the transaction of a writer; fails after at most <see cref="LockedAfter"/> when another process holds the store.</summary>
    public virtual ValueTask<DbTransaction> Begin(DbConnection writer, CancellationToken ct) => writer.BeginTransactionAsync(ct);

    /// <summary>Begins a transaction that only reads and sees one moment of the store.</summary>
    public abstract ValueTask<DbTransaction> BeginSnapshot(DbConnection reader, CancellationToken ct);

    public abstract ValueTask CloseWriter(DbConnection connection);

    /// <summary>Runs a transaction that nobody else had the store open beside: whoever opens it later sees what was written. Nothing else goes on here meanwhile.</summary>
    /// <param name="undo">Takes back what was written, when only then it is seen that the store is in use.</param>
    /// <exception cref="StoreInUse">Somebody has it open; nothing is left of what was written.</exception>
    public abstract Task Alone(Func<Session, Task> work, Func<Session, Task> undo, CancellationToken ct);

    /// <summary>Makes the numbers that the engine gives out go on after those that were copied into the table.</summary>
    public abstract Task GoOn(Session session, Table table);

    /// <summary>Brings the schema up to date; safe when several processes start at once.</summary>
    public abstract void Migrate();

    /// <summary>Why the store cannot serve just now, in a few words, or null when the fault is ours (wrong SQL, a broken rule).</summary>
    public abstract string? Unavailable(Exception fault);

    /// <summary>Whether a statement failed because another row has a value that must be unique.</summary>
    public abstract bool IsTaken(Exception fault);

    /// <summary>Whether a commit that failed with this surely changed nothing.</summary>
    public abstract bool SurelyRolledBack(Exception commitFault);

    /// <summary>The condition that a column is one of the values of a list parameter.</summary>
    public abstract string In(string column, string parameter);

    /// <summary>Runs one statement for many rows and gives the first column of what it returns.</summary>
    public abstract Task<List<string>> Run<T>(Bulk<T> bulk, IReadOnlyCollection<T> rows, DbConnection connection, DbTransaction transaction, CancellationToken ct);

    /// <summary>Runs the last statements of a transaction, in their order, and commits it. Nobody cancels this: a commit that was begun is waited for, so that its outcome is known.</summary>
    public abstract Task Commit(DbTransaction transaction, IReadOnlyList<BulkRun> last);

    /// <summary>The statement that tells the store's own time in microseconds; null where the store is on the machine of its one node.</summary>
    public abstract string? TimeStatement { get; }

    /// <summary>Says something to all processes that listen on this store. Where only one uses it, nobody is there to hear.</summary>
    public abstract Task Tell(string words, CancellationToken ct);

    /// <summary>Hears what is told, until it is cancelled; throws when the link breaks, and what is told before the next call is not heard.</summary>
    public abstract Task Listen(Action<string> hear, CancellationToken ct);

    /// <summary>Becomes the one holder of a thing among all processes on this store; null while another is.</summary>
    public abstract Task<Ownership?> Own(string thing, CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
