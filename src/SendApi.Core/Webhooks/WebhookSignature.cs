using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SendApi.Core.Webhooks;

/// <summary>Signs the delivery of an event in two forms: as Standard Webhooks asks, and as a plain HMAC of the body.</summary>
/// <remarks>
/// The first is https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (symmetric signatures):
/// its key is the bytes that stand in the secret. The key of the second is the text of the secret, prefix and all.
/// </remarks>
public static class WebhookSignature
{
    public const string Id = "webhook-id", Timestamp = "webhook-timestamp", Standard = "webhook-signature", Plain = "X-SendAPI-Signature";

    private const string StandardMark = "v1,", PlainMark = "sha256=";
    private const int StandardLength = 3 + 44, PlainLength = 7 + (2 * SHA256.HashSizeInBytes), MostSecrets = 8, LongestSecret = 64;

    /// <summary>The headers of one try to deliver an event.</summary>
    /// <param name="at">When this try is made: receivers refuse an old one.</param>
    /// <param name="secrets">The secrets that are valid now, the newest first; the receiver accepts the signature of any of them.</param>
    public static (string Name, string Value)[] Headers(string eventId, DateTimeOffset at, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        if (secrets.Count is 0 or > MostSecrets)
            throw new ArgumentOutOfRangeException(nameof(secrets), secrets.Count, $"A delivery is signed with 1 to {MostSecrets} secrets.");

        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            (Id, eventId),
            (Timestamp, seconds),
            (Standard, StandardValue($"{eventId}.{seconds}.", body, secrets)),
            (Plain, PlainValue(body, secrets)),
        ];
    }

    private static string StandardValue(string head, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        var headLength = Encoding.UTF8.GetByteCount(head);
        var rented = ArrayPool<byte>.Shared.Rent(headLength + body.Length);
        try
        {
            Encoding.UTF8.GetBytes(head, rented);
            body.CopyTo(rented.AsSpan(headLength));
            return StandardList(rented.AsSpan(0, headLength + body.Length), secrets);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static string StandardList(ReadOnlySpan<byte> signed, IReadOnlyList<string> secrets)
    {
        Span<char> list = stackalloc char[secrets.Count * (StandardLength + 1)];
        Span<byte> key = stackalloc byte[WebhookSecret.KeyBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < secrets.Count; i++)
        {
            if (!WebhookSecret.TryDecode(secrets[i], key))
                throw new ArgumentException("A secret is not in the form whsec_ and 32 bytes in base64.", nameof(secrets));

            HMACSHA256.HashData(key, signed, hash);
            var place = list.Slice(i * (StandardLength + 1), StandardLength + 1);
            StandardMark.CopyTo(place);
            Convert.TryToBase64Chars(hash, place[StandardMark.Length..], out _);
            place[^1] = ' ';
        }

        return new string(list[..^1]);
    }

    private static string PlainValue(ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        Span<char> list = stackalloc char[secrets.Count * (PlainLength + 1)];
        Span<byte> key = stackalloc byte[LongestSecret];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < secrets.Count; i++)
        {
            HMACSHA256.HashData(key[..Encoding.UTF8.GetBytes(secrets[i], key)], body, hash);
            var place = list.Slice(i * (PlainLength + 1), PlainLength + 1);
            PlainMark.CopyTo(place);
            Convert.TryToHexStringLower(hash, place[PlainMark.Length..], out _);
            place[^1] = ',';
        }

        return new string(list[..^1]);
    }
}
