using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace SendApi.Core;

/// <summary>The text of an API key: a prefix, 32 random base62 characters and a 6-character base62 CRC-32 of what stands before it.</summary>
/// <remarks>The checksum refuses a mistyped key without a look-up and lets secret scanners tell a real key from a lookalike.</remarks>
public static class KeySecret
{
    public const string LivePrefix = "sk_live_", TestPrefix = "sk_test_";

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLength = 32, ChecksumLength = 6, PrefixLength = 8, Length = PrefixLength + RandomLength + ChecksumLength;

    /// <summary>A new key from the system's cryptographic source; about 190 bits of it are chance.</summary>
    public static string Make(bool isTest)
    {
        var body = (isTest ? TestPrefix : LivePrefix) + RandomNumberGenerator.GetString(Base62, RandomLength);
        return body + Checksum(body);
    }

    /// <summary>Whether a text has the form of a key and its checksum is right; it may still be unknown.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text) =>
        text.Length == Length
        && (text.StartsWith(LivePrefix, StringComparison.Ordinal) || text.StartsWith(TestPrefix, StringComparison.Ordinal))
        && !text[PrefixLength..].ContainsAnyExcept(Base62)
        && text[^ChecksumLength..].SequenceEqual(Checksum(text[..^ChecksumLength]));

    /// <summary>What is stored and looked up: the SHA-256 of the key in hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<char> key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(key, bytes)], hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The part of a key that may be shown in lists and logs.</summary>
    public static string Shown(string key) => key[..(PrefixLength + 4)];

    private static string Checksum(ReadOnlySpan<char> body)
    {
        Span<byte> bytes = stackalloc byte[PrefixLength + RandomLength];
        Span<byte> crc = stackalloc byte[4];
        Encoding.ASCII.GetBytes(body, bytes);
        Crc32.Hash(bytes, crc);
        var rest = BinaryPrimitives.ReadUInt32LittleEndian(crc);
        return string.Create(ChecksumLength, rest, (text, value) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, value /= 62)
                text[i] = Base62[(int)(value % 62)];
        });
    }
}
