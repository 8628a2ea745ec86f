using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Events;

namespace SendApi.Server.Verify;

/// <summary>The channels that a code takes, one after the other, until one of them brings it: a setting, by country. A channel again is another carrier.</summary>
internal static class ChannelOrder
{
    public const string Auto = "auto", Default = "Default", Usual = "sms sms";

    private const int MostSteps = 3;

    private const string Email = "email";

    /// <summary>The channels in the order of a text that <see cref="Check"/> found right.</summary>
    public static string[] Read(string? text) => (text ?? "").Split([' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Refuses what is set for a country, or for <see cref="Default"/>, when it is wrong.</summary>
    public static void Check(string country, string? text)
    {
        var steps = Read(text);
        if (!country.Equals(Default, StringComparison.OrdinalIgnoreCase) && !PhoneNumber.IsCountry(country.ToUpperInvariant()))
            throw Wrong(country, $"'{country}' is no country. Give the two letters of one, such as GB, or {Default}.");
        if (steps.Length is 0 or > MostSteps)
            throw Wrong(country, $"it names {steps.Length} channels. Give one to {MostSteps}, such as '{Usual}'.");
        if (steps.Contains(Email))
            throw Wrong(country, $"this server has no channel {Email} for codes yet. Use sms or whatsapp.");
        if (Array.Find(steps, s => s is not (Channels.Sms or Channels.WhatsApp)) is { } unknown)
            throw Wrong(country, $"'{unknown}' is no channel. Use sms or whatsapp.");
        if (steps.Count(s => s == Channels.WhatsApp) > 1)
            throw Wrong(country, "it names whatsapp twice. WhatsApp has no second carrier.");
    }

    internal static InvalidSetting Wrong(string? country, string why)
    {
        var name = "Verify:Channels" + (country is null ? "" : ":" + country);
        return new(name, $"The setting {name} is wrong: {why}");
    }
}
