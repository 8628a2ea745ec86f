using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>A payment, or its correction.</summary>
public sealed record BookPaymentRequest
{
    /// <summary>US dollars: more than 0, at most 1,000,000, with at most six places.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public required decimal Amount { get; init; }

    /// <summary>Your own name of this payment. It is booked once: the same reference with the same amount answers the first entry again.</summary>
    public required string Reference { get; init; }

    /// <summary>A word to find it by later.</summary>
    public string? Note { get; init; }
}

/// <summary>A payment as it was booked.</summary>
public sealed record Payment
{
    /// <summary>Its id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>Whose credit it is.</summary>
    public string AccountId { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of payment it is.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>How much.</summary>
    public Money Amount { get; init => field = value ?? new(); } = new();

    /// <summary>Your name of it.</summary>
    public string? Reference { get; init; }

    /// <summary>A word to find it by.</summary>
    public string? Note { get; init; }

    /// <summary>When it was booked.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The credit afterwards.</summary>
    public Money SmsBalance { get; init => field = value ?? new(); } = new();
}
