namespace SendApi.Core.Messages;

/// <summary>What a text is for. The smaller number leaves first where several wait; the numbers are what the store holds.</summary>
public enum TrafficClass
{
    /// <summary>A one-time code: worth nothing a minute later.</summary>
    OneTimeCode = 10,
    /// <summary>What somebody waits for.</summary>
    Transactional = 20,
    /// <summary>What goes to many.</summary>
    Bulk = 30,
}

/// <summary>The names of the classes on the wire.</summary>
public static class TrafficClasses
{
    public static readonly IReadOnlyDictionary<string, TrafficClass> Named = new Dictionary<string, TrafficClass>
    {
        ["otp"] = TrafficClass.OneTimeCode,
        ["transactional"] = TrafficClass.Transactional,
        ["bulk"] = TrafficClass.Bulk,
    };

    public static string Name(this TrafficClass traffic) => Named.First(n => n.Value == traffic).Key;
}
