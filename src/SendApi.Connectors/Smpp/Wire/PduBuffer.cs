using System.Buffers.Binary;
using System.Text;

namespace SendApi.Connectors.Smpp.Wire;

/// <summary>Octets on their way out. It grows to what a link needs and is then used again and again.</summary>
public sealed class PduBuffer
{
    private byte[] _octets = new byte[4 * 1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Takes back what was written after this length.</summary>
    public void Cut(int length) => Length = length;

    public void Byte(byte value)
    {
        Reserve(1);
        _octets[Length++] = value;
    }

    public void UInt16(ushort value)
    {
        Reserve(2);
        BinaryPrimitives.WriteUInt16BigEndian(_octets.AsSpan(Length), value);
        Length += 2;
    }

    public void UInt32(uint value)
    {
        Reserve(4);
        BinaryPrimitives.WriteUInt32BigEndian(_octets.AsSpan(Length), value);
        Length += 4;
    }

    /// <summary>A C-octet string. A NUL inside would end it early, so it is a fault of ours.</summary>
    public void Text(string value)
    {
        if (value.Contains('\0'))
            throw new ArgumentException("A C-octet string cannot hold a NUL.", nameof(value));

        Reserve(value.Length + 1);
        Length += Encoding.Latin1.GetBytes(value, _octets.AsSpan(Length));
        _octets[Length++] = 0;
    }

    public void Octets(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_octets.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Writes the octets from a place on into a hole left there before.</summary>
    public void Patch(int at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(_octets.AsSpan(at), value);

    private void Reserve(int count)
    {
        if (_octets.Length - Length < count)
            Array.Resize(ref _octets, Math.Max(_octets.Length * 2, Length + count));
    }
}
