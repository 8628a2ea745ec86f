using SendApi.Client;

namespace SendApi.Dashboard.Pages.Suppressions;

/// <summary>What an address can get nothing on, in words.</summary>
public static class Channels
{
    public static readonly IReadOnlyList<string> All = [SuppressionChannel.All, SuppressionChannel.Sms, SuppressionChannel.WhatsApp, SuppressionChannel.Email];

    public static string Shown(string channel) => channel switch
    {
        SuppressionChannel.All => "Everything",
        SuppressionChannel.Sms => "Texts",
        SuppressionChannel.WhatsApp => "WhatsApp",
        SuppressionChannel.Email => "Email",
        _ => channel,
    };
}
