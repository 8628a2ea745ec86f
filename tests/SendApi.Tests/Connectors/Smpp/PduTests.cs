using System.Buffers;
using CsCheck;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Tests.Connectors.Smpp;

public sealed class PduTests
{
    private static readonly Gen<string> Words = Gen.String[Gen.Char[' ', '~'], 0, 30];
    private static readonly Gen<SmppAddress> Addresses = Gen.Select(Gen.Byte, Gen.Byte, Words, (ton, npi, number) => new SmppAddress(ton, npi, number));
    private static readonly Gen<IReadOnlyList<Tlv>> Parameters =
        Gen.Select(Gen.UShort, Gen.Byte.Array[0, 40], (tag, value) => new Tlv(tag, value)).Array[0, 4].Select(list => (IReadOnlyList<Tlv>)list);

    private static readonly Gen<PduBody> Messages = Gen.Select(
        Gen.Select(Addresses, Addresses, Words), Gen.Byte.Array[9], Gen.Byte.Array[0, 254], Parameters,
        (who, octets, text, optional) => (PduBody)new PduBody.Message(who.Item1, who.Item2)
        {
            ServiceType = who.Item3,
            EsmClass = octets[0],
            ProtocolId = octets[1],
            PriorityFlag = octets[2],
            ScheduleDeliveryTime = $"{octets[3]}",
            ValidityPeriod = $"{octets[4]}",
            RegisteredDelivery = octets[5],
            ReplaceIfPresent = octets[6],
            DataCoding = octets[7],
            DefaultMessageId = octets[8],
            ShortMessage = text,
            Optional = optional,
        });

    private static readonly Gen<PduBody> Binds = Gen.Select(Words, Words, Words, Addresses,
        (id, password, type, range) => (PduBody)new PduBody.Bind(id, password, type) { AddressRange = range });

    private static readonly Gen<(SmppCommand, PduBody?)> Contents = Gen.OneOf(
        Messages.Select(body => (SmppCommand.SubmitSm, (PduBody?)body)),
        Messages.Select(body => (SmppCommand.DeliverSm, (PduBody?)body)),
        Binds.Select(body => (SmppCommand.BindTransceiver, (PduBody?)body)),
        Gen.Select(Words, Parameters, (id, optional) => (SmppCommand.SubmitSmResp, (PduBody?)new PduBody.MessageAnswer(id) { Optional = optional })),
        Gen.Select(Words, Parameters, (id, optional) => (SmppCommand.BindReceiverResp, (PduBody?)new PduBody.BindAnswer(id) { Optional = optional })),
        Gen.OneOf(SmppCommand.EnquireLink, SmppCommand.Unbind, SmppCommand.UnbindResp, SmppCommand.GenericNack).Select(command => (command, (PduBody?)null)));

    private static readonly Gen<Pdu> Units = Gen.Select(Contents, Gen.UInt, Gen.UInt[0, 0xFF],
        (content, sequence, status) => new Pdu(content.Item1, (SmppStatus)status, sequence, content.Item2));

    [Fact]
    public void Any_unit_that_is_written_is_read_back_the_same() => Units.Sample(unit =>
    {
        var octets = Written(unit);
        var read = PduReader.Read(octets);
        Assert.Equal(Facts(unit), Facts(read));
        Assert.Equal(octets, Written(read));
    }, iter: 5_000);

    [Fact]
    public void Mutated_octets_never_crash_the_reader() =>
        Gen.Select(Units, Gen.Select(Gen.Int[0, 2_000], Gen.Byte).Array[1, 6], Gen.Int[0, 400]).Sample((unit, changes, cut) =>
        {
            var octets = Written(unit);
            foreach (var (at, value) in changes)
                octets[at % octets.Length] = value;
            ReadAll(octets[..Math.Max(0, octets.Length - cut)]);
        }, iter: 20_000);

    [Fact]
    public void Random_octets_never_crash_the_reader() => Gen.Byte.Array[0, 300].Sample(ReadAll, iter: 20_000);

    [Fact]
    public void A_unit_that_comes_in_pieces_is_read_whole() => Gen.Select(Units, Gen.Int[1, 10_000]).Sample((unit, at) =>
    {
        var octets = Written(unit);
        var split = at % octets.Length;
        var first = new Piece(octets.AsMemory(0, split));
        var sequence = new ReadOnlySequence<byte>(first, 0, first.Append(octets.AsMemory(split)), octets.Length - split);
        Assert.True(PduReader.TryRead(ref sequence, out var read));
        Assert.Equal(Facts(unit), Facts(read));

        var part = new ReadOnlySequence<byte>(octets, 0, split);
        Assert.False(PduReader.TryRead(ref part, out _));
    }, iter: 2_000);

    [Theory, InlineData(0u), InlineData(15u), InlineData(65_537u), InlineData(0x48545450u)]
    public void A_length_that_no_unit_can_have_is_a_fault(uint length)
    {
        var octets = new byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(octets, length);
        Assert.Throws<SmppFault>(() =>
        {
            var sequence = new ReadOnlySequence<byte>(octets);
            PduReader.TryRead(ref sequence, out _);
        });
    }

    [Fact]
    public void A_submit_is_laid_out_as_the_specification_says()
    {
        var body = new PduBody.Message(new SmppAddress(5, 0, "Shop"), new SmppAddress(1, 1, "447"))
        {
            EsmClass = 0x40,
            RegisteredDelivery = 1,
            DataCoding = 8,
            ValidityPeriod = "R",
            ShortMessage = "Hi"u8.ToArray(),
            Optional = [Tlv.Byte(0x0427, 2)],
        };
        Assert.Equal("0000003000000004000000000000000700" + "050053686F7000" + "010134343700" + "400000" + "00" + "5200" + "01000800" + "024869" + "0427000102",
            Convert.ToHexString(Written(Pdu.Request(SmppCommand.SubmitSm, 7, body))));
    }

    [Fact]
    public void An_error_answer_without_a_body_is_read() => Assert.Equal(
        new Pdu(SmppCommand.SubmitSmResp, SmppStatus.ESME_RTHROTTLED, 9), PduReader.Read(Convert.FromHexString("00000010800000040000005800000009")));

    [Fact]
    public void A_message_id_without_its_closing_nul_is_read()
    {
        var read = PduReader.Read(Convert.FromHexString("00000013800000040000000000000009616263"));
        Assert.Equal("abc", Assert.IsType<PduBody.MessageAnswer>(read.Body).MessageId);
    }

    [Fact]
    public void A_cut_optional_parameter_is_dropped_and_those_before_it_stay()
    {
        var answer = new PduBody.MessageAnswer("a") { Optional = [Tlv.Byte(1, 1), Tlv.Short(2, 2)] };
        var octets = Written(new Pdu(SmppCommand.SubmitSmResp, 0, 1, answer));
        var read = Assert.IsType<PduBody.MessageAnswer>(PduReader.Read(octets.AsSpan(0, octets.Length - 1)).Body);
        Assert.Equal(1, Assert.Single(read.Optional).Tag);
    }

    [Fact]
    public void A_message_that_ends_too_early_is_malformed_and_no_fault()
    {
        var octets = Written(Pdu.Request(SmppCommand.DeliverSm, 1, new PduBody.Message(SmppAddress.None, SmppAddress.None) { ShortMessage = new byte[20] }));
        Assert.IsType<PduBody.Malformed>(PduReader.Read(octets.AsSpan(0, octets.Length - 1)).Body);
    }

    [Fact]
    public void A_field_that_cannot_be_written_leaves_nothing_behind()
    {
        var buffer = new PduBuffer();
        Assert.Throws<ArgumentException>(() => PduWriter.Write(buffer, Pdu.Request(SmppCommand.BindReceiver, 1, new PduBody.Bind("a\0b", "", ""))));
        Assert.Equal(0, buffer.Length);
    }

    private static byte[] Written(in Pdu pdu)
    {
        var buffer = new PduBuffer();
        PduWriter.Write(buffer, pdu);
        return buffer.Written.ToArray();
    }

    private static void ReadAll(byte[] octets)
    {
        var sequence = new ReadOnlySequence<byte>(octets);
        try
        {
            while (PduReader.TryRead(ref sequence, out _)) { }
        }
        catch (SmppFault)
        {
            // The one exception a reader may throw.
        }
    }

    /// <summary>Everything a unit says, comparable.</summary>
    private static string Facts(in Pdu pdu) => $"{pdu.Command} {pdu.Status} {pdu.Sequence} " + pdu.Body switch
    {
        PduBody.Message m => $"{m with { ShortMessage = default, Optional = [] }} {Convert.ToHexString(m.ShortMessage.Span)} {Facts(m.Optional)}",
        PduBody.MessageAnswer a => $"{a.MessageId} {Facts(a.Optional)}",
        PduBody.BindAnswer a => $"{a.SystemId} {Facts(a.Optional)}",
        var other => $"{other}",
    };

    private static string Facts(IReadOnlyList<Tlv> optional) => string.Join(",", optional.Select(tlv => $"{tlv.Tag}={Convert.ToHexString(tlv.Value.Span)}"));

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
