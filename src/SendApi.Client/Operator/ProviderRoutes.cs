using System.Text.Json.Serialization;

namespace SendApi.Client;

/// <summary>By which provider texts to a destination may leave.</summary>
public sealed record ProviderRoute
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>A dial prefix, a country's two letters, or <c>*</c>.</summary>
    public string Destination { get; init => field = value ?? ""; } = "";

    /// <summary>The provider's name.</summary>
    public string Provider { get; init => field = value ?? ""; } = "";

    /// <summary>The smaller number is asked first.</summary>
    public long Priority { get; init; }

    /// <summary>Its part among equals.</summary>
    public long Weight { get; init; }

    /// <summary>What a segment costs you; null where that is not known.</summary>
    public Money? Cost { get; init; }
}

/// <summary>A route that is to be set.</summary>
public sealed record SetRouteRequest
{
    /// <summary>A dial prefix such as <c>+447</c>, a country's two letters such as <c>GB</c>, or <c>*</c> for everything.</summary>
    public required string Destination { get; init; }

    /// <summary>The provider's name, or its id.</summary>
    public required string Provider { get; init; }

    /// <summary>1 to 1000; the smaller number is asked first. 1 without it.</summary>
    public int? Priority { get; init; }

    /// <summary>1 to 1000; the part that it gets among equals. 1 without it.</summary>
    public int? Weight { get; init; }

    /// <summary>What a segment costs you, in US dollars with at most six places; unknown without it.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public decimal? Cost { get; init; }
}

/// <summary>A route that is gone.</summary>
public sealed record RemovedRoute
{
    /// <summary>Where it led.</summary>
    public string Destination { get; init => field = value ?? ""; } = "";

    /// <summary>The provider's name.</summary>
    public string Provider { get; init => field = value ?? ""; } = "";

    /// <summary>True: it is gone.</summary>
    public bool Deleted { get; init; }
}
