using PhoneNumbers;

namespace SendApi.Core.Phones;

/// <summary>Has the library read its tables before somebody waits for them: it reads those of a country when the first number of that country is asked for.</summary>
public static class PhoneTables
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>The largest tables first: they are those that most are asked for, and that a request would wait for longest.</summary>
    private static readonly string[] Countries = [.. new[] { "US", "CN", "BR", "GB", "DE", "IN" }.Union(Library.GetSupportedRegions().Order(StringComparer.Ordinal))];

    private static int _read;

    /// <summary>The countries whose tables nobody had read yet in this process.</summary>
    public static IEnumerable<string> Unread()
    {
        for (var next = Interlocked.Increment(ref _read) - 1; next < Countries.Length; next = Interlocked.Increment(ref _read) - 1)
            yield return Countries[next];
    }

    /// <summary>Looks at a number of each kind that the country has.</summary>
    public static void Read(string country)
    {
        foreach (var type in Library.GetSupportedTypesForRegion(country))
            if (Library.GetExampleNumberForType(country, type) is { } number)
                PhoneCheck.Of(Library.Format(number, PhoneNumberFormat.E164), null);
    }
}
