namespace SendApi.Core.Codes.Guarding;

/// <summary>Why the guard stops a code, in the order in which the rules are asked.</summary>
public enum GuardRule
{
    Blocked,
    NumberType,
    Budget,
    Range,
    Prefix,
    KeyConversion,
    CountryConversion,
    Country,
}

/// <summary>What the guard does with a code that it would stop.</summary>
public enum GuardMode
{
    Enforce,
    Shadow,
    Off,
}

/// <summary>The names of rules and modes on the wire and in the store.</summary>
public static class GuardNames
{
    public static readonly IReadOnlyDictionary<string, GuardRule> Rules = new Dictionary<string, GuardRule>
    {
        ["blocked"] = GuardRule.Blocked,
        ["number_type"] = GuardRule.NumberType,
        ["budget"] = GuardRule.Budget,
        ["range"] = GuardRule.Range,
        ["prefix"] = GuardRule.Prefix,
        ["key_conversion"] = GuardRule.KeyConversion,
        ["country_conversion"] = GuardRule.CountryConversion,
        ["country"] = GuardRule.Country,
    };

    public static readonly IReadOnlyDictionary<string, GuardMode> Modes = new Dictionary<string, GuardMode>
    {
        ["enforce"] = GuardMode.Enforce,
        ["shadow"] = GuardMode.Shadow,
        ["off"] = GuardMode.Off,
    };

    public static string Name(this GuardRule rule) => Rules.First(r => r.Value == rule).Key;

    public static string Name(this GuardMode mode) => Modes.First(m => m.Value == mode).Key;
}
