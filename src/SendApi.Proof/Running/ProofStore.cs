using System.Net;
using System.Net.Sockets;
using Npgsql;
using SendApi.Proof.Processes;

namespace SendApi.Proof.Running;

/// <summary>The store that the nodes share for one proof: fresh when it begins, gone when it is over.</summary>
internal abstract class ProofStore : IAsyncDisposable
{
    /// <summary>How the proof itself reaches it, past every cut; null for SQLite in the data folder.</summary>
    public abstract string? Direct { get; }

    public abstract string Description { get; }

    /// <summary>How a node reaches it.</summary>
    public virtual string? For(int node) => Direct;

    /// <summary>Cuts the way to the store of one node, or of all, until the result is disposed.</summary>
    /// <param name="node">Null cuts all.</param>
    /// <param name="silently">Passes nothing on instead of breaking connections.</param>
    public virtual IDisposable Cut(int? node, bool silently) => throw new InvalidOperationException("There is no way to cut.");

    public abstract ValueTask DisposeAsync();

    public static async Task<ProofStore> Open(ProofPlan plan, CancellationToken ct)
    {
        switch (plan.Store)
        {
            case ProofStoreKind.Sqlite:
                return new FileStore();
            case ProofStoreKind.Cluster:
                var cluster = await PostgresCluster.Start(null, ct);
                return new ServerStore(await cluster.CreateDatabase(ct), plan.Nodes, cluster, null);
            default:
                var owned = await OwnedDatabase.Create(plan, ct);
                return new ServerStore(owned.Connection, plan.Nodes, null, owned);
        }
    }
}

/// <summary>SQLite in the data folder.</summary>
internal sealed class FileStore : ProofStore
{
    public override string? Direct => null;

    public override string Description => "SQLite";

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>PostgreSQL, which each node reaches through a cable of its own.</summary>
internal sealed class ServerStore : ProofStore
{
    private readonly string _connection;
    private readonly Cable[] _cables;
    private readonly OwnedDatabase? _owned;

    public ServerStore(string connection, int nodes, PostgresCluster? cluster, OwnedDatabase? owned)
    {
        (_connection, Cluster, _owned) = (connection, cluster, owned);
        var target = Target(new NpgsqlConnectionStringBuilder(connection));
        _cables = [.. Enumerable.Range(0, nodes).Select(_ => new Cable(target))];
    }

    /// <summary>The server, where it is ours to stop.</summary>
    public PostgresCluster? Cluster { get; }

    public override string Direct => _connection;

    public override string Description => "PostgreSQL";

    public override string For(int node) => new NpgsqlConnectionStringBuilder(_connection) { Host = "127.0.0.1", Port = _cables[node].Port }.ToString();

    public override IDisposable Cut(int? node, bool silently)
    {
        var cut = node is { } one ? [_cables[one]] : _cables;
        foreach (var cable in cut)
            if (silently)
                cable.Swallow();
            else
                cable.Refuse();
        return new Mending(cut);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var cable in _cables)
            await cable.DisposeAsync();
        if (_owned is not null)
            await _owned.DisposeAsync();
        if (Cluster is not null)
            await Cluster.DisposeAsync();
    }

    /// <summary>A host that begins with a slash is the folder of a Unix socket, as for every client of PostgreSQL.</summary>
    private static EndPoint Target(NpgsqlConnectionStringBuilder parts) => parts.Host is { Length: > 0 } host && host[0] == '/'
        ? new UnixDomainSocketEndPoint(Path.Combine(host, $".s.PGSQL.{parts.Port}"))
        : new DnsEndPoint(parts.Host ?? "127.0.0.1", parts.Port);

    private sealed class Mending(Cable[] cut) : IDisposable
    {
        public void Dispose()
        {
            foreach (var cable in cut)
                cable.Mend();
        }
    }
}
