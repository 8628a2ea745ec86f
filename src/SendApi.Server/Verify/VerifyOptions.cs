using System.ComponentModel.DataAnnotations;
using SendApi.Core.Codes;

namespace SendApi.Server.Verify;

/// <summary>The settings of one-time codes, section "Verify".</summary>
public sealed class VerifyOptions
{
    /// <summary>How many codes may be sent to one recipient, whoever asks for them. The contract promises these.</summary>
    public static readonly IReadOnlyList<RollingLimit> PerRecipient = [new(5, TimeSpan.FromHours(1)), new(20, TimeSpan.FromDays(1))];

    /// <summary>How many codes an account may send within an hour for people behind one network, where it passes <c>end_user_ip</c>.</summary>
    [Range(1, 1_000_000)]
    public int PerNetworkAndHour { get; init; } = 100;

    /// <summary>How many codes an account may send within an hour; null is no limit beside its plan's.</summary>
    [Range(1, 100_000_000)]
    public int? PerAccountAndHour { get; init; }

    /// <summary>The channels that a code takes one after the other, by country; <c>Default</c> for those that are not named.</summary>
    public Dictionary<string, string> Channels { get; init; } = [];

    /// <summary>How long a receipt of delivery is waited for before the code takes its next step.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan ReceiptWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Refuses an order of channels that cannot be followed, by its name.</summary>
    public static void Check(IConfiguration section)
    {
        // A text where a list belongs is passed over by the binder.
        if (!string.IsNullOrEmpty(section[nameof(Channels)]))
            throw ChannelOrder.Wrong(null, "it is set by country. The order of all countries is Verify:Channels:Default.");
        foreach (var country in section.GetSection(nameof(Channels)).GetChildren())
            ChannelOrder.Check(country.Key, country.Value);
    }

    /// <summary>The steps of a code for a country, where it asked for a channel: of the order that is set, those of this channel.</summary>
    public IReadOnlyList<string> Steps(string? country, string channel)
    {
        var steps = ChannelOrder.Read(Of(country) ?? Of(ChannelOrder.Default) ?? ChannelOrder.Usual);
        return channel == ChannelOrder.Auto ? steps : [.. steps.Where(s => s == channel).DefaultIfEmpty(channel)];
    }

    private string? Of(string? country) => Channels.FirstOrDefault(c => c.Key.Equals(country, StringComparison.OrdinalIgnoreCase)).Value;
}
