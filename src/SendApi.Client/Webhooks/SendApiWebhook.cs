using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SendApi.Client;

/// <summary>Finds out whether a delivery is genuine, before anything in it is believed.</summary>
/// <remarks>Give the body as it came, byte for byte, before any JSON is read. Answer 2xx once the event is written down, and work on it afterwards.</remarks>
public static class SendApiWebhook
{
    private const string SecretPrefix = "whsec_", StandardMark = "v1,", PlainMark = "sha256=";

    private static readonly TimeSpan UsualTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The event of a genuine delivery, by the headers <c>webhook-id</c>, <c>webhook-timestamp</c> and <c>webhook-signature</c> (Standard Webhooks).</summary>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="headers">Those of the request, whatever keeps them: <c>Request.Headers</c> of ASP.NET Core fits.</param>
    /// <param name="secret">What the webhook is signed with, <c>whsec_…</c>. While it is rotated, either of the two.</param>
    /// <param name="tolerance">How far the time of the delivery may be from now: 5 minutes without it. An older one may be a recording that somebody plays again.</param>
    /// <param name="clock">The clock that says what now is; the system's without it.</param>
    /// <exception cref="SendApiSignatureException">It is not genuine, or too old.</exception>
    public static SendApiEvent Verify<TValues>(
        ReadOnlySpan<byte> body, IEnumerable<KeyValuePair<string, TValues>> headers, string secret, TimeSpan? tolerance = null, TimeProvider? clock = null)
        where TValues : IEnumerable<string?>
    {
        ArgumentNullException.ThrowIfNull(headers);
        var all = headers.Select(h => KeyValuePair.Create(h.Key, string.Join(' ', h.Value)));
        return Verify(body, all, secret, tolerance, clock);
    }

    /// <summary>The same for headers that have one value each.</summary>
    /// <inheritdoc cref="Verify{TValues}"/>
    public static SendApiEvent Verify(
        ReadOnlySpan<byte> body, IEnumerable<KeyValuePair<string, string>> headers, string secret, TimeSpan? tolerance = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var (id, at, signatures) = Signed(headers);
        if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw new SendApiSignatureException("The header webhook-timestamp is not a time in Unix seconds.");
        // Times that no calendar has must not overflow.
        if (Math.Abs((clock ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds() - (decimal)seconds) > (decimal)(tolerance ?? UsualTolerance).TotalSeconds)
            throw new SendApiSignatureException("The delivery is too old, or its clock is wrong.");

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
        var expected = StandardMark + Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed));
        if (!IsAmong(expected, signatures.Split(' ')))
            throw new SendApiSignatureException("No signature of the delivery is one of this secret.");
        return Read(body);
    }

    /// <summary>
    /// The event of a genuine delivery, by the header <c>X-SendAPI-Signature</c> alone. That one says nothing of the time, so a recording is as good as the first delivery:
    /// prefer <see cref="Verify{TValues}"/>.
    /// </summary>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="signature">The value of the header: <c>sha256=…</c>, several with commas while the secret is rotated.</param>
    /// <param name="secret">What the webhook is signed with, <c>whsec_…</c>.</param>
    /// <exception cref="SendApiSignatureException">It is not genuine.</exception>
    public static SendApiEvent VerifyPlain(ReadOnlySpan<byte> body, string? signature, string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var expected = PlainMark + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        if (!IsAmong(expected, (signature ?? "").Split(',', StringSplitOptions.TrimEntries)))
            throw new SendApiSignatureException("No signature of the delivery is one of this secret.");
        return Read(body);
    }

    private static (string Id, string At, string Signatures) Signed(IEnumerable<KeyValuePair<string, string>> headers)
    {
        string? id = null, at = null, signatures = null;
        foreach (var (name, value) in headers)
            if (name.Equals("webhook-id", StringComparison.OrdinalIgnoreCase))
                id = value;
            else if (name.Equals("webhook-timestamp", StringComparison.OrdinalIgnoreCase))
                at = value;
            else if (name.Equals("webhook-signature", StringComparison.OrdinalIgnoreCase))
                signatures = value;
        return id is null || at is null || signatures is null
            ? throw new SendApiSignatureException("The headers webhook-id, webhook-timestamp and webhook-signature are not all there.")
            : (id, at, signatures);
    }

    private static byte[] Key(string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) ? key[..length] : throw new ArgumentException("The secret must be the webhook's, as it was shown: whsec_….");
    }

    /// <summary>Compared in a time that says nothing of how much was right.</summary>
    private static bool IsAmong(string expected, string[] signatures)
    {
        var wanted = Encoding.UTF8.GetBytes(expected);
        return signatures.Aggregate(false, (found, one) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), wanted) | found);
    }

    private static SendApiEvent Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return new(JsonSerializer.Deserialize(body, SendApiJson.Default.EventEnvelope) ?? throw new JsonException("The body is null."));
        }
        catch (JsonException fault)
        {
            throw new SendApiSignatureException("The delivery is genuine, but no event can be read from it.", fault);
        }
    }
}

/// <summary>A delivery that must not be believed. Answer 400 and do nothing.</summary>
public sealed class SendApiSignatureException : Exception
{
    internal SendApiSignatureException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
