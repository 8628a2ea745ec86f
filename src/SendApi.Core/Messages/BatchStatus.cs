namespace SendApi.Core.Messages;

/// <summary>Where a batch stands. The numbers are stored and only grow; below <see cref="Queued"/> there is work left to do on it.</summary>
public enum BatchStatus
{
    /// <summary>Its rows are being taken in.</summary>
    Processing = 10,
    /// <summary>What has not left of it is being taken back.</summary>
    Canceling = 20,
    /// <summary>Every row was judged; its messages go their own way.</summary>
    Queued = 50,
    Canceled = 80,
}

/// <summary>The names of the statuses of a batch on the wire.</summary>
public static class BatchStatuses
{
    public static readonly IReadOnlyDictionary<string, BatchStatus> All = new Dictionary<string, BatchStatus>
    {
        ["processing"] = BatchStatus.Processing,
        ["queued"] = BatchStatus.Queued,
        ["canceling"] = BatchStatus.Canceling,
        ["canceled"] = BatchStatus.Canceled,
    };

    public static string Name(this BatchStatus status) => All.First(s => s.Value == status).Key;

    /// <summary>The status with this name, or null when there is none.</summary>
    public static BatchStatus? Named(string name) => All.TryGetValue(name, out var status) ? status : null;
}
