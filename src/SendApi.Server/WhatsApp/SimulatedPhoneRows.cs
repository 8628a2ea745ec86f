using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A phone of the simulator, as the store keeps it: for all nodes the same, and there after a restart.</summary>
public sealed class SimulatedPhoneRow
{
    public string Status { get; init; } = "";
    public string? Phone { get; init; }
}

/// <summary>The phones of the simulator in the store.</summary>
public sealed class SimulatedPhoneRows(Db db)
{
    public Task<SimulatedPhoneRow?> Find(string session) =>
        db.Read(s => s.First<SimulatedPhoneRow>("SELECT status, phone FROM simulated_phones WHERE session_id = @session", new { session }), CancellationToken.None);

    /// <summary>Keeps a phone; without a status it is forgotten.</summary>
    public Task Put(string session, string? status, string? phone)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("session", session);
        parameters.Add("status", status, System.Data.DbType.String);
        parameters.Add("phone", phone, System.Data.DbType.String);
        return db.Write(s => s.Execute(status is null
            ? "DELETE FROM simulated_phones WHERE session_id = @session; DELETE FROM simulated_groups WHERE session_id = @session"
            : """
                INSERT INTO simulated_phones (session_id, status, phone)
                VALUES (@session, @status, @phone)
                ON CONFLICT (session_id) DO UPDATE
                SET status = excluded.status, phone = excluded.phone
                """, parameters), CancellationToken.None);
    }
}
