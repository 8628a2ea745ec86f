using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SendApi.Core;

/// <summary>Several numbers that send as one: a recipient always gets the same of them, so that an answer finds its conversation.</summary>
/// <remarks>Rendezvous hashing: each number draws a lot for the recipient and the highest wins. A number that goes moves only its own recipients, one that comes takes an even share of all.</remarks>
public static class SenderPool
{
    /// <summary>The number of a pool for a recipient. The pool has at least one.</summary>
    public static string Pick(IReadOnlyList<string> numbers, PhoneNumber to) =>
        numbers.MaxBy(number => (Lot(number, to.Value), number)) ?? throw new ArgumentException("A pool has a number.", nameof(numbers));

    private static ulong Lot(string number, string recipient)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{number} {recipient}"), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
