using System.Globalization;
using Npgsql;

namespace SendApi.Proof.Running;

/// <summary>A database of the proof's own on a server that belongs to somebody else. Nothing but it is touched there.</summary>
internal sealed class OwnedDatabase : IAsyncDisposable
{
    private readonly string _server, _name;
    private readonly bool _keep;

    private OwnedDatabase(string server, string name, bool keep) => (_server, _name, _keep) = (server, name, keep);

    public string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ToString();

    public static async Task<OwnedDatabase> Create(ProofPlan plan, CancellationToken ct)
    {
        var server = new NpgsqlConnectionStringBuilder(plan.Connection) { Pooling = false };
        if (server.Host?.Contains(',', StringComparison.Ordinal) == true || server.SslMode == SslMode.VerifyFull)
            throw new ProofRefusal("The nodes reach the store through a cable that can be cut: give one host, and no SslMode=VerifyFull.");
        var name = string.Create(CultureInfo.InvariantCulture, $"sendapi_prove_{plan.Seed}_{Environment.ProcessId}");
        await Run(server.ToString(), $"CREATE DATABASE \"{name}\"", ct);
        return new OwnedDatabase(server.ToString(), name, plan.Keep);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_keep)
            await Run(_server, $"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)", CancellationToken.None);
    }

    private static async Task Run(string connection, string statement, CancellationToken ct)
    {
        await using var link = new NpgsqlConnection(connection);
        await link.OpenAsync(ct);
        // The name is made of our own words and two numbers; a database cannot be named by a parameter.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(statement, link);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}
