using Microsoft.AspNetCore.Components;

namespace SendApi.Dashboard.Access;

/// <summary>The addresses by which people come in, relative to the dashboard.</summary>
public static class Doors
{
    public const string SignIn = "sign-in", SignOut = "sign-out", Welcome = "welcome", Join = "join", Denied = "not-for-you", Nowhere = "nowhere";

    /// <summary>The way back to where somebody is, after he signed in again.</summary>
    public static string SignInAgain(NavigationManager navigation) =>
        $"{SignIn}?ended=1&back={Uri.EscapeDataString(navigation.ToBaseRelativePath(navigation.Uri))}";

    /// <summary>Where somebody goes after signing in: never to another server, whatever the address says.</summary>
    public static string Back(string? path) =>
        string.IsNullOrEmpty(path) || path[0] is '/' or '\\' || path.Contains(':', StringComparison.Ordinal) || path.StartsWith(SignIn, StringComparison.Ordinal) ? "" : path;
}
