using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Http;
using SendApi.Tests.Architecture;

namespace SendApi.Tests.Http;

public sealed class RoutesTests
{
    [Fact]
    public async Task Every_operation_names_its_refusals_documents_itself_and_asks_for_a_scope_or_is_open_on_purpose()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>();

        Assert.Empty(RouteRules.WithoutRefusals(endpoints));
        Assert.Empty(RouteRules.WithoutDocumentation(endpoints));
        Assert.NotEmpty(Operations.Of(endpoints));
        Assert.All(endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/")),
            e => Assert.True(e.Metadata.GetMetadata<RequiredScope>() is null != e.Metadata.GetMetadata<NeedsNoKey>() is null, e.RoutePattern.RawText));
    }
}
