namespace SendApi.Client;

/// <summary>What texts cost.</summary>
public sealed record PriceList
{
    /// <summary>Whether your messages are paid from credit at all: not with test keys, nor on a plan that is not prepaid.</summary>
    public bool IsCharged { get; init; }

    /// <summary>The prices by prefix.</summary>
    public IReadOnlyList<SegmentPrice> Prices { get; init => field = value ?? []; } = [];

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";
}

/// <summary>The price of a segment to numbers that begin alike.</summary>
public sealed record SegmentPrice
{
    /// <summary>The beginning of the numbers, such as <c>+44</c>; the longest that fits counts.</summary>
    public string Prefix { get; init => field = value ?? ""; } = "";

    /// <summary>The country, in two letters.</summary>
    public string Country { get; init => field = value ?? ""; } = "";

    /// <summary>What each segment costs.</summary>
    public Money PricePerSegment { get; init => field = value ?? new(); } = new();
}
