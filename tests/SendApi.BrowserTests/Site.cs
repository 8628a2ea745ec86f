namespace SendApi.BrowserTests;

/// <summary>Every page of the dashboard that stands in its menu, with its title.</summary>
internal static class Site
{
    /// <summary>What everybody of an account may open.</summary>
    public static readonly (string Path, string Heading)[] ForAll =
    [
        ("", "Overview"), ("messages", "Messages"), ("phone", "Phone simulator"), ("verify", "Verify"), ("whatsapp", "WhatsApp"), ("suppressions", "Suppressions"),
        ("webhooks", "Webhooks"), ("billing", "Billing"), ("status", "System status"), ("you", "Your sign-in"),
    ];

    public static readonly (string Path, string Heading)[] ForWriters = [("send", "Send")];

    public static readonly (string Path, string Heading)[] ForAdministrators = [("keys", "API keys"), ("members", "Members")];

    public static readonly (string Path, string Heading)[] ForOperators = [("accounts", "Accounts"), ("providers", "Providers and routes"), ("uncertain", "Uncertain messages")];

    /// <summary>A page's name for a file.</summary>
    public static string NameOf(string path) => path.Length == 0 ? "overview" : path.Replace('/', '-');

    public static readonly (string Path, string Heading)[] Pages = [.. ForAll, .. ForWriters, .. ForAdministrators, .. ForOperators];
}
