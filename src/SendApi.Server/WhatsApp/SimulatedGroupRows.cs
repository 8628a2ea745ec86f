using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>The groups of the simulator's phones in the store, each as the simulator wrote it.</summary>
public sealed class SimulatedGroupRows(Db db)
{
    public Task<List<string>> List(string session) => db.Read(s => s.Query<string>("SELECT data FROM simulated_groups WHERE session_id = @session ORDER BY id", new { session }), CancellationToken.None);

    public Task Put(string session, string id, string data) => db.Write(s => s.Execute("""
        INSERT INTO simulated_groups (session_id, id, data)
        VALUES (@session, @id, @data)
        ON CONFLICT (session_id, id) DO UPDATE
        SET data = excluded.data
        """, new { session, id, data }), CancellationToken.None);

    public Task Remove(string session, string id) => db.Write(s => s.Execute("DELETE FROM simulated_groups WHERE session_id = @session AND id = @id", new { session, id }), CancellationToken.None);
}
