namespace SendApi.Dashboard;

/// <summary>What the dashboard is told by the server that it stands in. All it knows beside comes through the API.</summary>
/// <param name="Server">Where the API is reached from here; asked when it is first needed, since a server knows its address only once it listens.</param>
public sealed record DashboardOptions(Func<IServiceProvider, Uri> Server)
{
    /// <summary>The list of the static assets, as the build writes it; without the file there are no styles and scripts.</summary>
    public required string AssetManifest { get; init; }
}
