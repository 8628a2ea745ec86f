using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SendApi.Dashboard;
using SendApi.Server.Storage;

namespace SendApi.Server.Wiring;

/// <summary>What the dashboard gets of this server: the address of the API, and a key for its cookies. All else it asks the API.</summary>
internal static class DashboardLink
{
    private const string AssetManifest = "sendapi.staticwebassets.endpoints.json";

    public static void Add(IServiceCollection services) => services
        .AddSingleton<IDataProtectionProvider>(s => new SecretsProtection(new Lazy<Secrets>(s.GetRequiredService<Secrets>), ""))
        .AddDashboard(new DashboardOptions(s => Reachable(s.GetRequiredService<IServer>())) { AssetManifest = Path.Combine(AppContext.BaseDirectory, AssetManifest) });

    /// <summary>The first address that the server listens at, as this machine reaches it.</summary>
    private static Uri Reachable(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The server listens nowhere yet.");
        var uri = new Uri(address.Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal));
        return uri.Host is "0.0.0.0" or "[::]" ? new UriBuilder(uri) { Host = "127.0.0.1" }.Uri : uri;
    }
}

/// <summary>Protects cookies under keys that follow from the installation's own and the purpose: every node of it reads them, and no file is kept for it.</summary>
/// <param name="secrets">Opened when the first page is asked for: a data folder that cannot be used is told of by the store, which opens first.</param>
internal sealed class SecretsProtection(Lazy<Secrets> secrets, string purposes) : IDataProtector
{
    private readonly Lazy<Secrets> _own = new(() => secrets.Value.For("dashboard" + purposes));

    public IDataProtector CreateProtector(string purpose) => new SecretsProtection(secrets, $"{purposes}\n{Encoding.UTF8.GetByteCount(purpose)} {purpose}");

    public byte[] Protect(byte[] plaintext) => _own.Value.Seal(plaintext);

    /// <summary>Throws a cryptographic exception for what this installation did not protect for this purpose.</summary>
    public byte[] Unprotect(byte[] protectedData) => _own.Value.Unseal(protectedData);
}
