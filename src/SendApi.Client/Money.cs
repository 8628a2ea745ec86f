using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>An amount of money, exact to the sixth place: it travels as a decimal text and is never a float.</summary>
public sealed record Money
{
    /// <summary>The amount in whole units of the currency: 0.038 for 3.8 cents.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal Amount { get; init; }

    /// <summary>The currency, such as <c>USD</c>.</summary>
    public string Currency { get; init => field = value ?? ""; } = "";
}
