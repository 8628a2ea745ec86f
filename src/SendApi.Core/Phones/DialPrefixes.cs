using System.Collections.Concurrent;
using System.Globalization;

namespace SendApi.Core.Phones;

/// <summary>The country codes as they are dialed, each made once.</summary>
public static class DialPrefixes
{
    private static readonly ConcurrentDictionary<int, string> Made = new();

    public static string Of(int callingCode) => Made.GetOrAdd(callingCode, static code => string.Create(CultureInfo.InvariantCulture, $"+{code}"));
}
