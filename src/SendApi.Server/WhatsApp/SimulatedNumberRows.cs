using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>What the simulator of Meta's Graph API knows, in the store: for all nodes the same, and there after a restart.</summary>
public sealed class SimulatedNumberRows(Db db)
{
    public Task<string?> Find(string id) =>
        db.Read(s => s.First<string>("SELECT state FROM simulated_numbers WHERE id = @id", new { id }), CancellationToken.None);

    /// <summary>Keeps a state; without one it is forgotten.</summary>
    public Task Put(string id, string? state)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("id", id);
        parameters.Add("state", state, System.Data.DbType.String);
        return db.Write(s => s.Execute(state is null
            ? "DELETE FROM simulated_numbers WHERE id = @id"
            : """
                INSERT INTO simulated_numbers (id, state)
                VALUES (@id, @state)
                ON CONFLICT (id) DO UPDATE
                SET state = excluded.state
                """, parameters), CancellationToken.None);
    }
}
