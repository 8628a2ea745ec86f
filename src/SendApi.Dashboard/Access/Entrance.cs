using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using SendApi.Client;

namespace SendApi.Dashboard.Access;

/// <summary>Lets somebody in who has just proven who he is.</summary>
public static class Entrance
{
    /// <summary>Sets a cookie that is wholly new: one that somebody planted before is worth nothing, and one of the same name for the whole server, which would stand in its way, is taken away.</summary>
    public static async Task LetIn(HttpContext http, NewSignIn signIn)
    {
        http.Response.Cookies.Delete(DashboardHost.CookieName, new CookieOptions { Path = "/" });
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Visitor.Of(signIn).Principal(CookieAuthenticationDefaults.AuthenticationScheme),
            new AuthenticationProperties { IsPersistent = true, AllowRefresh = false, ExpiresUtc = signIn.ExpiresAt });
    }
}
