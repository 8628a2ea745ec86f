namespace SendApi.Client;

/// <summary>What was deleted.</summary>
public sealed record Deletion
{
    /// <summary>What was deleted.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>True: it is gone.</summary>
    public bool Deleted { get; init; }
}
