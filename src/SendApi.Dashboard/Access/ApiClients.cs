using SendApi.Client;

namespace SendApi.Dashboard.Access;

/// <summary>Makes clients of the server's own API. All share their connections; each has the key of one visitor.</summary>
public sealed class ApiClients(DashboardOptions options, IServiceProvider services, TimeProvider clock) : IDisposable
{
    /// <summary>A person waits for the answer: it is tried again once or twice, then said.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), OneTry = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A client with this key; without one it can only sign people in.</summary>
    public SendApiClient With(string? key) => new(_http, new SendApiOptions
    {
        BaseAddress = options.Server(services),
        ApiKey = key,
        MaxRetries = 2,
        RetryWindow = Patience,
        TryTimeout = OneTry,
        Clock = clock,
    });

    public void Dispose() => _http.Dispose();
}
