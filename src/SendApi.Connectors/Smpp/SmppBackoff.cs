namespace SendApi.Connectors.Smpp;

/// <summary>How long to wait before the next bind: doubling, spread, and longer after a refusal, because carriers lock out who knocks too often.</summary>
internal static class SmppBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstRefused = TimeSpan.FromSeconds(15), LongestRefused = TimeSpan.FromMinutes(5);

    /// <param name="failures">How many binds in a row have failed, 1 or more.</param>
    /// <param name="chance">From 0 up to 1.</param>
    public static TimeSpan Wait(int failures, bool refused, double chance)
    {
        var (first, longest) = refused ? (FirstRefused, LongestRefused) : (First, Longest);
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 10));
        return (doubled < longest ? doubled : longest) * (0.75 + 0.25 * chance);
    }
}
