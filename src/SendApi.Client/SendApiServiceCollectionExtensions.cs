using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SendApi.Client;

// Where everybody looks for it.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an application its <see cref="SendApiClient"/>.</summary>
public static class SendApiServiceCollectionExtensions
{
    /// <summary>The name of the client's connections, for <see cref="IHttpClientFactory"/>.</summary>
    private const string Connections = "SendApi.Client";

    /// <summary>
    /// Adds one <see cref="SendApiClient"/>, over connections of <see cref="IHttpClientFactory"/>. Add handlers of your own to what is answered;
    /// none that repeats requests, for the client does so itself.
    /// </summary>
    /// <param name="configure">Sets at least <see cref="SendApiOptions.BaseAddress"/>, and <see cref="SendApiOptions.ApiKey"/> for all but signing people in.</param>
    public static IHttpClientBuilder AddSendApi(this IServiceCollection services, Action<SendApiOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SendApiOptions>().Configure(configure);
        services.TryAddSingleton(provider =>
        {
            var factory = provider.GetRequiredService<IHttpClientFactory>();
            return new SendApiClient(() => factory.CreateClient(Connections), provider.GetRequiredService<IOptions<SendApiOptions>>().Value);
        });
        return services.AddHttpClient(Connections, SendApiClient.Prepare)
            .ConfigurePrimaryHttpMessageHandler(SendApiClient.Handler)
            .RedactLoggedHeaders(["Authorization", "Idempotency-Key"]);
    }
}
