using System.Security.Cryptography;
using System.Text;

namespace SendApi.Connectors.Http;

/// <summary>Compares what proves a caller in a time that tells nothing of where the two differ.</summary>
internal static class CallbackTrust
{
    public static bool Same(string? given, string expected) => given is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    /// <summary>The bytes of a signature in hexadecimal or Base64, each with or without a name before it such as <c>sha256=</c>; null when it is neither.</summary>
    public static byte[]? Bytes(string? signature, int length)
    {
        if (signature is null || signature.Length > 200)
            return null;

        var text = signature.Trim();
        if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and < 8 and var named)
            text = text[(named + 1)..];
        if (text.Length == 2 * length && text.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(text);

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count == length ? bytes[..count] : null;
    }
}
