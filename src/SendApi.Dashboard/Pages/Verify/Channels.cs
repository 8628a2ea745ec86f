using SendApi.Client;

namespace SendApi.Dashboard.Pages.Verify;

/// <summary>How the ways of a code are called to a person.</summary>
public static class Channels
{
    public static string Shown(string channel) => channel switch
    {
        VerifyChannel.Sms => "SMS",
        VerifyChannel.WhatsApp => "WhatsApp",
        VerifyChannel.Email => "Email",
        _ => channel,
    };
}
