using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SendApi.Tests;

/// <summary>Listeners of the tests in the place of others' servers, over real HTTP.</summary>
internal static class Loopback
{
    /// <summary>Who proves himself by which header: those a simulator looks at.</summary>
    private static readonly string[] Credentials = ["X-Api-Key", "Authorization"];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<WebApplication> Host(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    /// <summary>Passes a request on to a simulator as it came over the wire, and its answer back.</summary>
    public static async Task Pass(HttpContext http, HttpMessageHandler simulator)
    {
        using var invoker = new HttpMessageInvoker(simulator, disposeHandler: false);
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), $"http://{http.Request.Host}{http.Request.Path}{http.Request.QueryString}") { Content = new StreamContent(http.Request.Body) };
        foreach (var name in Credentials)
            if (http.Request.Headers.TryGetValue(name, out var value))
                request.Headers.TryAddWithoutValidation(name, value.ToString());
        using var answer = await invoker.SendAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
