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
}
