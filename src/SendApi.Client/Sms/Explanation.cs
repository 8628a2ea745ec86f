namespace SendApi.Client;

/// <summary>What would become of a send.</summary>
public sealed record Explanation
{
    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of send was explained.</summary>
    public string Endpoint { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the same body would be accepted now.</summary>
    public bool WouldSend { get; init; }

    /// <summary>The refusal it would get, or null.</summary>
    public ForeseenRefusal? Refusal { get; init; }

    /// <summary>The recipient.</summary>
    public string? To { get; init; }

    /// <summary>The recipient's country, in two letters.</summary>
    public string? Country { get; init; }

    /// <summary>What the recipient would see; left out for the carrier's default.</summary>
    public string? SenderId { get; init; }

    /// <summary>Which way it would take; left out when there is none.</summary>
    public SmsRoute? Route { get; init; }

    /// <summary>How the text would travel; left out when there is none, or it is too long.</summary>
    public TextMeasure? Text { get; init; }

    /// <summary>What all segments would cost, volume discount taken off.</summary>
    public Money? Price { get; init; }

    /// <summary>The entry of the suppression list that the recipient is on; left out when it is on none.</summary>
    public FoundSuppression? Suppression { get; init; }

    /// <summary>The plan's quota of texts; left out when it is unlimited, and for test keys.</summary>
    public Allowance? Quota { get; init; }

    /// <summary>The limits of the key.</summary>
    public IReadOnlyList<Allowance>? Limits { get; init; }

    /// <summary>The credit that is there, where the message would be paid from it.</summary>
    public CreditCheck? Credit { get; init; }
}

/// <summary>How a text would travel.</summary>
public sealed record TextMeasure
{
    /// <summary>How it would travel: see <see cref="SmsEncoding"/>.</summary>
    public string Encoding { get; init => field = value ?? ""; } = "";

    /// <summary>How many characters it has.</summary>
    public int Characters { get; init; }

    /// <summary>In how many parts it would travel and be paid.</summary>
    public int Segments { get; init; }

    /// <summary>The characters that keep it from GSM-7; each makes the whole text longer.</summary>
    public IReadOnlyList<ForeignCharacter> CharactersForcingUcs2 { get; init => field = value ?? []; } = [];

    /// <summary>What smart encoding would replace.</summary>
    public IReadOnlyList<ReplacedCharacter>? Replaced { get; init; }
}

/// <summary>A character that GSM-7 does not have.</summary>
public sealed record ForeignCharacter
{
    /// <summary>The character.</summary>
    public string Character { get; init => field = value ?? ""; } = "";

    /// <summary>Its code point, such as <c>U+2019</c>.</summary>
    public string CodePoint { get; init => field = value ?? ""; } = "";

    /// <summary>Where it stands.</summary>
    public IReadOnlyList<int> Positions { get; init => field = value ?? []; } = [];

    /// <summary>What could stand in its place; null where nothing looks like it.</summary>
    public string? Suggestion { get; init; }
}

/// <summary>Which way a message would take.</summary>
public sealed record SmsRoute
{
    /// <summary>The provider.</summary>
    public string Provider { get; init => field = value ?? ""; } = "";

    /// <summary>Who would be asked next, in this order, when this provider cannot take it.</summary>
    public IReadOnlyList<string>? Then { get; init; }

    /// <summary>Why it is this provider, where that is not simply the first choice.</summary>
    public string? Reason { get; init; }
}

/// <summary>The entry of the suppression list that a recipient is on.</summary>
public sealed record FoundSuppression
{
    /// <summary>The channel it is listed for.</summary>
    public string Channel { get; init => field = value ?? ""; } = "";

    /// <summary>Why.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }
}
