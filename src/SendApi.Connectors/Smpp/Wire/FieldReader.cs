using System.Buffers.Binary;
using System.Text;

namespace SendApi.Connectors.Smpp.Wire;

/// <summary>Reads the fields of one unit in order. It never throws on a short unit: it notes that and gives empty fields.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _left = octets;

    /// <summary>A field was asked for that the unit no longer held.</summary>
    public bool EndedEarly { get; private set; }

    public readonly bool AtEnd => _left.IsEmpty;

    public byte Byte()
    {
        if (_left.IsEmpty)
        {
            EndedEarly = true;
            return 0;
        }

        var value = _left[0];
        _left = _left[1..];
        return value;
    }

    /// <summary>A C-octet string. Some carriers forget the NUL of the last one: what is left is the string then.</summary>
    public string Text()
    {
        if (_left.IsEmpty)
        {
            EndedEarly = true;
            return "";
        }

        var end = _left.IndexOf((byte)0);
        var text = Encoding.Latin1.GetString(end < 0 ? _left : _left[..end]);
        _left = end < 0 ? default : _left[(end + 1)..];
        return text;
    }

    public SmppAddress Address() => new(Byte(), Byte(), Text());

    public byte[] Octets(int count)
    {
        EndedEarly |= count > _left.Length;
        var taken = _left[..Math.Min(count, _left.Length)];
        _left = _left[taken.Length..];
        return taken.ToArray();
    }

    /// <summary>The optional parameters up to the end; one that claims more octets than are left is dropped with what follows it.</summary>
    public IReadOnlyList<Tlv> Optional()
    {
        List<Tlv>? found = null;
        while (_left.Length >= 4)
        {
            var tag = BinaryPrimitives.ReadUInt16BigEndian(_left);
            var length = BinaryPrimitives.ReadUInt16BigEndian(_left[2..]);
            if (length > _left.Length - 4)
                break;

            (found ??= []).Add(new Tlv(tag, _left.Slice(4, length).ToArray()));
            _left = _left[(4 + length)..];
        }

        return found is null ? [] : found;
    }
}
