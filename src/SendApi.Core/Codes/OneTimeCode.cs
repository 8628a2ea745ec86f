using System.Security.Cryptography;
using System.Text;

namespace SendApi.Core.Codes;

/// <summary>Makes one-time codes, and compares them without keeping them.</summary>
public static class OneTimeCode
{
    public const int Shortest = 4, Longest = 8;

    private const string Digits = "0123456789";

    /// <summary>A code of so many digits, each combination as likely as every other: from the system's cryptographic source, without the bias of a remainder.</summary>
    public static string New(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest);
        return RandomNumberGenerator.GetString(Digits, length);
    }

    /// <summary>A code as a person may have typed it, without spaces and hyphens; null for what is no code.</summary>
    public static string? Read(string text)
    {
        var code = text.Length > 2 * Longest ? "" : text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return code.Length is >= Shortest and <= Longest && code.All(char.IsAsciiDigit) ? code : null;
    }

    /// <summary>What is kept of a code: HMAC-SHA-256 (RFC 2104) under a secret of the server, over the id of its verification and the code, in hexadecimal.</summary>
    /// <remarks>A code has at most 8 digits, so a hash without a secret would be undone by trying them all.</remarks>
    public static string Hash(byte[] secret, string verificationId, string code) =>
        Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{verificationId}:{code}")));

    /// <summary>Whether a code has this hash, in a time that tells nothing of how much of it is right.</summary>
    public static bool Matches(string hash, byte[] secret, string verificationId, string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(secret, verificationId, code)));
}
