using System.Security.Cryptography;
using System.Text;
using SendApi.Core;

namespace SendApi.Server.Events;

/// <summary>What a queue entry is for, told by the name of its lane: a webhook's id, a listener's id, or callbacks of one account to one place.</summary>
public static class LaneNames
{
    public const string Callback = "cb_";

    public static bool IsCallback(string lane) => lane.StartsWith(Callback, StringComparison.Ordinal);

    public static bool IsListener(string lane) => lane.StartsWith(Ids.Listener, StringComparison.Ordinal);

    /// <summary>The lane of callbacks to the place that a URL names: they fail and wait together.</summary>
    public static string OfCallbacks(string account, long world, string url)
    {
        var place = new Uri(url).GetLeftPart(UriPartial.Authority);
        return Callback + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account} {world} {place}")).AsSpan(0, 16));
    }
}
