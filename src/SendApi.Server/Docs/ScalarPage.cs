using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace SendApi.Server.Docs;

/// <summary>GET /docs/reference: the OpenAPI document to read and to try, by Scalar. Its scripts come with the program; nothing is fetched from elsewhere.</summary>
public static class ScalarPage
{
    public const string Path = "/docs/reference";

    private const int NonceBytes = 16;

    public static void MapScalarPage(this IEndpointRouteBuilder app) => app.MapScalarApiReference(Path, (options, http) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        DocsRoutes.Protect(http.Response.Headers, Policy(nonce));
        options.WithTitle("SendAPI reference").WithNonce(nonce)
            .AddDocument("v1", "SendAPI", OpenApiPath)
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton()
            .WithDotNetFlag(false)
            .AddPreferredSecuritySchemes("key");
    }).ExcludeFromDescription();

    public const string OpenApiPath = "/openapi/v1.json";

    /// <summary>Only this page's own scripts run and only this server is spoken to. Styles may be inline: Scalar sets them on its elements, which no nonce covers.</summary>
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
