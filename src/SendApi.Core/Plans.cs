namespace SendApi.Core;

/// <summary>How much of each channel a billing period allows; null is unlimited.</summary>
public sealed record Quotas(long? Sms, long? Emails, long? Otps, long? WhatsAppMessages, long? Sessions)
{
    public static readonly Quotas Unlimited = new(null, null, null, null, null);
}

/// <summary>Less to pay for each segment once so many were sent within the billing period.</summary>
public sealed record VolumeDiscount(long FromSegments, int Percent);

/// <summary>What an account may do: requests a minute for each key, quotas, whether texts are paid from credit, and discounts.</summary>
public sealed record Plan(string Name, int RequestsPerMinute)
{
    public Quotas Quotas { get; init; } = Quotas.Unlimited;

    /// <summary>Texts cost credit that was paid before. An account on another plan pays nothing here.</summary>
    public bool IsPrepaid { get; init; }

    public IReadOnlyList<VolumeDiscount> Discounts { get; init; } = [];

    /// <summary>The discount, in percent, for the next segment after <paramref name="segments"/> of this period.</summary>
    public int DiscountAt(long segments) => Discounts.Where(d => d.FromSegments <= segments).Select(d => d.Percent).DefaultIfEmpty().Max();
}

/// <summary>The names of the plans. What each allows stands in the store, where the operator may change it.</summary>
public static class Plans
{
    public const string Unlimited = "Unlimited";

    public static readonly IReadOnlyList<string> All = ["Starter", "Growth", "Business", "Enterprise", Unlimited];

    /// <summary>The name as it is stored, from any case, or null.</summary>
    public static string? Named(string name) => All.FirstOrDefault(p => p.Equals(name, StringComparison.OrdinalIgnoreCase));
}
