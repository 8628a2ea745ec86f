using System.Buffers;
using System.Buffers.Binary;
using SendApi.Connectors.Smpp;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Bench.Fuzz;

/// <summary>What became of one unit: read to its end, refused, found incomplete, or something that must never happen.</summary>
public enum Reading { Taken, Refused, Waited, Fault }

/// <summary>Makes broken units, the same ones for the same seed, and reads them as a link does.</summary>
public sealed class BrokenUnits
{
    private const int Longest = 600;

    private readonly byte[] _octets = new byte[Longest];
    private readonly List<byte[]> _whole = [];
#pragma warning disable RS0030 // A seed that is printed makes a run repeatable.
    private readonly Random _chance;

    public BrokenUnits(int seed)
    {
        _chance = new Random(seed);
#pragma warning restore RS0030
        var buffer = new PduBuffer();
        foreach (var pdu in Examples())
        {
            buffer.Clear();
            PduWriter.Write(buffer, pdu);
            _whole.Add(buffer.Written.ToArray());
        }
    }

    /// <summary>Makes the next unit and reads it.</summary>
    public Reading Read()
    {
        var length = _chance.Next(4) switch
        {
            0 => Noise(),
            1 => NoiseBehindAHeader(),
            _ => Mutated(),
        };
        try
        {
            return Read(Sequence(length));
        }
        catch (SmppFault)
        {
            return Reading.Refused;
        }
        // Whatever else is thrown is what the run looks for.
        catch (Exception fault)
        {
            Console.WriteLine($"{fault.GetType().Name}: {fault.Message} {Convert.ToHexString(_octets.AsSpan(0, length))}");
            return Reading.Fault;
        }
    }

    private static Reading Read(ReadOnlySequence<byte> octets)
    {
        var reading = Reading.Waited;
        while (PduReader.TryRead(ref octets, out var pdu))
        {
            reading = Reading.Taken;
            if (pdu.Body is not PduBody.Message message)
                continue;
            SmppReceipts.Read("carrier", message);
            SmppInbound.Read("carrier", message, SmppAlphabet.Gsm);
        }

        return reading;
    }

    private int Noise()
    {
        var length = _chance.Next(Longest);
        _chance.NextBytes(_octets.AsSpan(0, length));
        return length;
    }

    private int NoiseBehindAHeader()
    {
        var length = _chance.Next(PduReader.HeaderBytes, Longest);
        _chance.NextBytes(_octets.AsSpan(0, length));
        var example = _whole[_chance.Next(_whole.Count)];
        example.AsSpan(4, 4).CopyTo(_octets.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(_octets, (uint)length);
        return length;
    }

    /// <summary>A whole unit with a few octets changed, a piece cut out or doubled, and mostly with the length that it then has.</summary>
    private int Mutated()
    {
        var whole = _whole[_chance.Next(_whole.Count)];
        whole.CopyTo(_octets, 0);
        var length = whole.Length;
        for (var change = _chance.Next(1, 8); change > 0; change--)
            _octets[_chance.Next(length)] = (byte)_chance.Next(256);

        if (_chance.Next(3) == 0)
        {
            var (from, to) = (_chance.Next(4, length), _chance.Next(4, Longest));
            var moved = Math.Min(length - from, Longest - to);
            _octets.AsSpan(from, moved).CopyTo(_octets.AsSpan(to));
            length = Math.Max(PduReader.HeaderBytes, to + moved);
        }

        if (_chance.Next(8) != 0)
            BinaryPrimitives.WriteUInt32BigEndian(_octets, (uint)length);
        return length;
    }

    /// <summary>In one piece or in two, as they come from a socket.</summary>
    private ReadOnlySequence<byte> Sequence(int length)
    {
        if (length < 2 || _chance.Next(2) == 0)
            return new(_octets, 0, length);

        var at = _chance.Next(1, length);
        var first = new Piece(_octets.AsMemory(0, at), 0);
        var second = first.Then(_octets.AsMemory(at, length - at));
        return new(first, 0, second, length - at);
    }

    private static IEnumerable<Pdu> Examples()
    {
        var message = new PduBody.Message(new SmppAddress(1, 1, "447700900000"), new SmppAddress(0, 0, "12345"));
        yield return Pdu.Request(SmppCommand.DeliverSm, 1, message with { EsmClass = 4, ShortMessage = "id:4D2 sub:001 dlvrd:001 submit date:2603091430 done date:2603091431 stat:DELIVRD err:000 text:Hello"u8.ToArray() });
        yield return Pdu.Request(SmppCommand.DeliverSm, 2, message with { EsmClass = 4, Optional = [new Tlv(SmppTag.ReceiptedMessageId, "4D2\0"u8.ToArray()), Tlv.Byte(SmppTag.MessageState, 2), new Tlv(SmppTag.NetworkErrorCode, new byte[] { 3, 0, 11 })] });
        yield return Pdu.Request(SmppCommand.DeliverSm, 3, message with { EsmClass = 0x40, ShortMessage = (byte[])[5, 0, 3, 7, 2, 1, .. "The first part"u8] });
        yield return Pdu.Request(SmppCommand.DeliverSm, 4, message with { DataCoding = 8, Optional = [new Tlv(SmppTag.MessagePayload, "\0H\0e\0l\0l\0o"u8.ToArray()), Tlv.Short(SmppTag.SarMessageReference, 7), Tlv.Byte(SmppTag.SarTotalSegments, 2), Tlv.Byte(SmppTag.SarSegmentNumber, 2)] });
        yield return Pdu.Request(SmppCommand.SubmitSmResp, 5, new PduBody.MessageAnswer("4D2"));
        yield return Pdu.Request(SmppCommand.BindTransceiverResp, 6, new PduBody.BindAnswer("carrier"));
        yield return Pdu.Request(SmppCommand.EnquireLink, 7);
        yield return Pdu.Request(SmppCommand.GenericNack, 8);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> octets, long at) => (Memory, RunningIndex) = (octets, at);

        public Piece Then(ReadOnlyMemory<byte> octets)
        {
            var next = new Piece(octets, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
