using System.Security.Cryptography;

namespace SendApi.Core.Webhooks;

/// <summary>The text of a secret that signs webhooks: a prefix and 32 random bytes in base64, as Standard Webhooks writes one.</summary>
public static class WebhookSecret
{
    public const string Prefix = "whsec_";

    /// <summary>How many bytes the key has that stands in the text.</summary>
    public const int KeyBytes = 32;

    private const int EncodedLength = (KeyBytes + 2) / 3 * 4;

    /// <summary>A new secret from the system's cryptographic source.</summary>
    public static string Make()
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        RandomNumberGenerator.Fill(key);
        return Of(key);
    }

    /// <summary>The secret with these 32 bytes as its key.</summary>
    public static string Of(ReadOnlySpan<byte> key) => key.Length == KeyBytes
        ? Prefix + Convert.ToBase64String(key)
        : throw new ArgumentException($"A secret has {KeyBytes} bytes.", nameof(key));

    /// <summary>Whether a text is a secret in the very spelling that <see cref="Make"/> gives.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        Span<char> spelled = stackalloc char[EncodedLength];
        // Base64 has spellings that decode to the same bytes; only one of them is the secret, since its text is a key too.
        return TryDecode(text, key) && Convert.TryToBase64Chars(key, spelled, out _) && text[Prefix.Length..].SequenceEqual(spelled);
    }

    /// <summary>The 32 bytes that stand in the text.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> key) =>
        text.Length == Prefix.Length + EncodedLength && text.StartsWith(Prefix, StringComparison.Ordinal)
        && Convert.TryFromBase64Chars(text[Prefix.Length..], key, out var written) && written == KeyBytes;
}
