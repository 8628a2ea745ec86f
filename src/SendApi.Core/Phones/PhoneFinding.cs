namespace SendApi.Core.Phones;

/// <summary>What a text turned out to be as a phone number: why it is none, or all that its numbering plan tells of it.</summary>
public readonly record struct PhoneFinding
{
    /// <summary>Why it cannot be called; null when it can.</summary>
    public PhoneFault? Fault { get; init; }

    /// <summary>Whether its length is possible where it is from, so that a send would take it.</summary>
    public bool IsPossible { get; init; }

    /// <summary>With its plus sign; null where it is not even possible.</summary>
    public string? E164 { get; init; }

    public string? NationalFormat { get; init; }

    public string? InternationalFormat { get; init; }

    /// <summary>Two letters; null for codes of no country, such as +800.</summary>
    public string? Country { get; init; }

    /// <summary>The country code as a number: 44.</summary>
    public int CallingCode { get; init; }

    public LineType Line { get; init; }

    /// <summary>The network that the range was given to first; null where that is not known.</summary>
    public string? Carrier { get; init; }

    /// <summary>The area, or where that is not known the country, in English; null for codes of no country.</summary>
    public string? Region { get; init; }

    /// <summary>IANA names; none where that is not known.</summary>
    public IReadOnlyList<string> TimeZones { get; init; }

    /// <summary>The digits to dial when it is answered; null when there are none.</summary>
    public string? Extension { get; init; }
}
