using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MudBlazor;
using MudBlazor.Services;
using SendApi.Client;
using SendApi.Dashboard.Access;

namespace SendApi.Dashboard;

/// <summary>Puts the dashboard under <c>/dashboard</c> of a server. It has a way of its own through the server: requests of the API pass none of it.</summary>
public static class DashboardHost
{
    public const string Path = "/dashboard", CookieName = "sendapi_dashboard";

    private const int MostTriesAMinute = 20, MostCircuitsLeft = 50, LongestMessage = 1 << 20;

    /// <summary>Nobody is left signed in for longer; the keys of the sign-in end then too.</summary>
    private static readonly TimeSpan LongestVisit = TimeSpan.FromHours(12), CircuitRest = TimeSpan.FromMinutes(2);

    public static IServiceCollection AddDashboard(this IServiceCollection services, DashboardOptions options)
    {
        services.AddSingleton(options).AddSingleton<ApiClients>().AddScoped<Desk>();
        services.AddMudServices(mud => (mud.SnackbarConfiguration.PositionClass, mud.SnackbarConfiguration.MaxDisplayedSnackbars) = (Defaults.Classes.Position.BottomRight, 4));
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Cookie);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(null)
            .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Policies.Write, p => p.RequireAssertion(c => Visitor.Of(c.User) is { MayWrite: true }))
            .AddPolicy(Policies.Administer, p => p.RequireAssertion(c => Visitor.Of(c.User) is { MayAdminister: true }))
            .AddPolicy(Policies.Operate, p => p.RequireAssertion(c => Visitor.Of(c.User) is { MayOperate: true }));
        services.AddAntiforgery(forgery => (forgery.Cookie.Name, forgery.Cookie.Path, forgery.Cookie.SameSite) = (CookieName + "_form", Path, SameSiteMode.Strict));
        services.AddRateLimiter(limits =>
        {
            (limits.GlobalLimiter, limits.RejectionStatusCode) = (PartitionedRateLimiter.Create<HttpContext, string>(Tries), StatusCodes.Status429TooManyRequests);
            limits.OnRejected = (rejected, ct) => new(DashboardShield.Say(rejected.HttpContext, "Too many tries", "From your address somebody tried to come in more often than 20 times in a minute. Wait a minute, then try again."));
        });
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
            (circuits.DisconnectedCircuitMaxRetained, circuits.DisconnectedCircuitRetentionPeriod) = (MostCircuitsLeft, CircuitRest))
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);

        // Cookies are protected by the server's own key; a ring of keys in the home folder would be made at each first start and used for nothing.
        foreach (var ring in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace == "Microsoft.AspNetCore.DataProtection.Internal").ToList())
            services.Remove(ring);
        return services;
    }

    /// <summary>Takes everything under the path. To be called before the server's own layers. It is put together when the first page is asked for: a server that comes back after a fault does not wait for it.</summary>
    public static void UseDashboard(this WebApplication app)
    {
        var inside = new Lazy<RequestDelegate>(() => Build(app.Services));
        app.Map(Path, branch => branch.Run(http => inside.Value(http)));
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var inside = new ApplicationBuilder(services);
        inside.UseMiddleware<DashboardShield>();
        inside.UseRateLimiter();
        inside.UseStatusCodePagesWithReExecute("/" + Doors.Nowhere);
        inside.UseRouting();
        inside.UseAuthentication();
        inside.UseAuthorization();
        inside.UseAntiforgery();
        inside.UseEndpoints(Map);
        return inside.Build();
    }

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<DashboardOptions>();
        if (File.Exists(options.AssetManifest))
            endpoints.MapStaticAssets(options.AssetManifest).AllowAnonymous();
        endpoints.MapPost(Doors.SignOut, SignOut).AllowAnonymous();
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        (cookie.Cookie.Name, cookie.Cookie.Path, cookie.Cookie.HttpOnly, cookie.Cookie.SameSite) = (CookieName, Path, true, SameSiteMode.Strict);
        (cookie.LoginPath, cookie.ReturnUrlParameter) = ("/" + Doors.SignIn, "back");
        (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (LongestVisit, false);
        cookie.Events.OnRedirectToLogin = context =>
        {
            var back = context.Request.Path.Value?.TrimStart('/') is { Length: > 0 } page ? $"?back={Uri.EscapeDataString(page + context.Request.QueryString)}" : "";
            context.Response.Redirect($"{Path}/{Doors.SignIn}{back}");
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.Redirect($"{Path}/{Doors.Denied}");
            return Task.CompletedTask;
        };
    }

    /// <summary>Ends the sign-in at the server too, so that its keys are worth nothing any more. A page of another site cannot set the header.</summary>
    private static async Task<IResult> SignOut(HttpContext http, ApiClients clients)
    {
        if (http.Request.Headers["X-Sign-Out"] != "1")
            return Results.BadRequest();

        // First: whatever the server says then, this browser is out.
        await http.SignOutAsync();
        if (Visitor.Of(http.User) is { } visitor)
        {
            try
            {
                await clients.With(visitor.LiveKey).SignIns.EndAsync(http.RequestAborted);
            }
            catch (SendApiException fault) when (fault.Code is SendApiErrors.InvalidApiKey or SendApiErrors.RevokedApiKey or SendApiErrors.ExpiredApiKey)
            {
                // It had ended already.
            }
        }

        return Results.NoContent();
    }

    /// <summary>Guesses of one address are few; whoever looks at pages is not counted.</summary>
    private static RateLimitPartition<string> Tries(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Value?.TrimStart('/') is Doors.SignIn or Doors.Welcome or Doors.Join
            ? RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = MostTriesAMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("");
}

/// <summary>What a page asks of its visitor's role, for <c>[Authorize]</c>.</summary>
public static class Policies
{
    public const string Write = "write", Administer = "administer", Operate = "operate";
}
