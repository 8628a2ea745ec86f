using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Providers;

/// <summary>What the operator does with providers and with the routes that lead to them.</summary>
public static class ProviderRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        var admin = v1.MapGroup("/admin").NeedsOperator();
        ListConnectors.Map(admin);
        ListProviders.Map(admin);
        GetProvider.Map(admin);
        AddProvider.Map(admin);
        UpdateProvider.Map(admin);
        RemoveProvider.Map(admin);
        TestProvider.Map(admin);
        DefaultProvider.Map(admin);
        ListRoutes.Map(admin);
        SetRoute.Map(admin);
        RemoveRoute.Map(admin);
    }

    public static Refusal NotFound(string name, string field) =>
        new(Errors.NotFound, $"There is no provider '{Shown.Cut(name)}'. GET /v1/admin/providers lists them, as does: sendapi providers list", field);
}

/// <summary>What operations on providers need beside the store.</summary>
public sealed record ProviderTools(ProviderDesk Desk, Idempotency Idempotency, TimeProvider Clock);

/// <summary>The source-generated JSON types of the providers slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConnectorView))]
[JsonSerializable(typeof(ProviderView))]
[JsonSerializable(typeof(ProviderTestView))]
[JsonSerializable(typeof(ProviderRouteView))]
[JsonSerializable(typeof(RemovedRouteView))]
[JsonSerializable(typeof(AddProvider.Request), TypeInfoPropertyName = "AddProviderRequest")]
[JsonSerializable(typeof(UpdateProvider.Request), TypeInfoPropertyName = "UpdateProviderRequest")]
[JsonSerializable(typeof(SetRoute.Request), TypeInfoPropertyName = "SetRouteRequest")]
internal sealed partial class ProvidersJson : JsonSerializerContext;
