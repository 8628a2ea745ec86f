using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>A receipt that waits for its message, as it is stored.</summary>
public sealed class OrphanRow
{
    public string Id { get; init; } = "";
    public string Receipt { get; init; } = "";
    public long ReceivedAt { get; init; }

    /// <summary>The newest ones, of one provider or of all.</summary>
    public static Task<List<OrphanRow>> List(Session session, string? provider, int most)
    {
        var parameters = new Dapper.DynamicParameters();
        parameters.Add("provider", provider, System.Data.DbType.String);
        parameters.Add("most", most);
        return session.Query<OrphanRow>("SELECT id, receipt, received_at FROM orphan_receipts WHERE @provider IS NULL OR provider = @provider ORDER BY received_at DESC, id DESC LIMIT @most", parameters);
    }

    public ReceivedReceipt Received() => new(Id, ApiJson.Read<Receipt>(Receipt), Times.FromMicros(ReceivedAt), IsKept: true);
}
