using System.Text.Json.Serialization;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>A quota in a change of a plan. A number converts to one; to lift a quota is not the same as to leave it.</summary>
[JsonConverter(typeof(QuotaConverter))]
public readonly record struct Quota
{
    private Quota(long? limit) => Limit = limit;

    /// <summary>No limit.</summary>
    public static Quota Unlimited => default;

    /// <summary>How many; null is unlimited.</summary>
    public long? Limit { get; }

    /// <summary>A limit of so many.</summary>
    public static Quota Of(long limit) => new(limit);

    /// <summary>A limit of so many.</summary>
    public static implicit operator Quota(long limit) => Of(limit);
}
