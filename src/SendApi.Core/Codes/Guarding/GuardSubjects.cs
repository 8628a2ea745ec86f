namespace SendApi.Core.Codes.Guarding;

/// <summary>What a code counts for in the traffic of its account: the thousand numbers around its recipient, the hundred thousand, the country, and the key in that country.</summary>
public sealed record GuardSubjects(string Range, string Prefix, string Country, string Key)
{
    // Pumping goes through blocks that one party has rented, mostly one number after the other. Honest people are strewn.
    private const int RangeDigits = 3, PrefixDigits = 5;

    /// <summary>The subjects as they are stored. Their first letter keeps one kind from being taken for another.</summary>
    public static GuardSubjects Of(PhoneNumber to, string keyId)
    {
        var country = to.Country ?? "none";
        return new($"r{Head(to, RangeDigits)}", $"p{Head(to, PrefixDigits)}", $"c{country}", $"k{country} {keyId}");
    }

    public IReadOnlyList<string> All => [Range, Prefix, Country, Key];

    /// <summary>The country that traffic and reports go by; null for numbers of none.</summary>
    public string? CountryCode => Country == "cnone" ? null : Country[1..];

    /// <summary>The first digits that all numbers of the hundred thousand share, with the plus sign.</summary>
    public string Digits => Prefix[1..];

    private static string Head(PhoneNumber to, int without) => to.Value[..Math.Max(2, to.Value.Length - without)];
}

/// <summary>The traffic of everything that a code counts for.</summary>
public sealed record GuardPicture(GuardTraffic Range, GuardTraffic Prefix, GuardTraffic Country, GuardTraffic Key)
{
    /// <summary>Whether this recipient entered a code of this account lately.</summary>
    public bool IsKnown { get; init; }
}
