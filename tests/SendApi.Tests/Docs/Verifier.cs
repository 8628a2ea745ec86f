using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SendApi.Tests.Docs;

/// <summary>A receiver that took over the code of the page about webhooks.</summary>
internal static class Verifier
{
#pragma warning disable RS0030 // It is somebody else's code, who has no clock to pass in.
    internal static bool IsGenuine(string secret, IHeaderDictionary headers, byte[] body)
    {
        string? id = headers["webhook-id"], at = headers["webhook-timestamp"];
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (!long.TryParse(at, out var seconds) || Math.Abs(now - seconds) > 300)
            return false;

        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
        var hash = Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        var expected = Encoding.UTF8.GetBytes("v1," + hash);
        return headers["webhook-signature"].ToString().Split(' ')
            .Select(one => Encoding.UTF8.GetBytes(one))
            .Any(one => CryptographicOperations.FixedTimeEquals(one, expected));
    }
#pragma warning restore RS0030
}
