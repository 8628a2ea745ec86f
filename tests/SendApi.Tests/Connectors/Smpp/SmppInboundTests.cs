using System.Collections.Concurrent;
using System.Text;
using SendApi.Connectors.Smpp;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Messages;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

public sealed class SmppInboundTests
{
    [Fact]
    public void A_short_text_is_read_with_its_addresses() => Assert.Equal(
        new InboundText("carrier", null, "+447700900001", "62626", "Hi @ £", null),
        SmppInbound.Read("carrier", Message(Gsm7.Encode("Hi @ £")), SmppAlphabet.Gsm));

    [Theory]
    [InlineData(0, SmppAlphabet.Gsm, "00", "@")]
    [InlineData(0, SmppAlphabet.Latin1, "40E9", "@é")]
    [InlineData(0, SmppAlphabet.Utf8, "C3A9", "é")]
    [InlineData(1, SmppAlphabet.Gsm, "53544F50", "STOP")]
    [InlineData(3, SmppAlphabet.Gsm, "E9", "é")]
    [InlineData(8, SmppAlphabet.Gsm, "041F0440D83DDE00", "Пр😀")]
    [InlineData(8, SmppAlphabet.Gsm, "004100", "A")]
    [InlineData(0xF1, SmppAlphabet.Latin1, "00", "@")]
    [InlineData(0x18, SmppAlphabet.Latin1, "0041", "A")]
    [InlineData(6, SmppAlphabet.Gsm, "53544F50", "STOP")]
    public void Each_data_coding_is_read_in_its_alphabet(byte coding, SmppAlphabet standard, string octets, string expected) =>
        Assert.Equal(expected, SmppInbound.Read("carrier", Message(Convert.FromHexString(octets)) with { DataCoding = coding }, standard).Content);

    [Fact]
    public void The_place_of_a_part_is_read_from_either_header_and_from_the_sar_parameters()
    {
        var eight = Message([5, 0, 3, 7, 3, 2, .. "Hi"u8]) with { EsmClass = 0x40 };
        var sixteen = Message([6, 8, 4, 1, 7, 3, 2, .. "Hi"u8]) with { EsmClass = 0x40 };
        var sar = Message("Hi"u8.ToArray()) with
        {
            Optional = [Tlv.Short(SmppTag.SarMessageReference, 263), Tlv.Byte(SmppTag.SarTotalSegments, 3), Tlv.Byte(SmppTag.SarSegmentNumber, 2)],
        };

        Assert.Equal(("Hi", new InboundPart(7, 3, 2)), Facts(eight));
        Assert.Equal(("Hi", new InboundPart(263, 3, 2)), Facts(sixteen));
        Assert.Equal(("Hi", new InboundPart(263, 3, 2)), Facts(sar));
    }

    [Fact]
    public void A_place_that_cannot_be_leaves_the_text_whole()
    {
        Assert.Null(Facts(Message([5, 0, 3, 7, 2, 3, .. "Hi"u8]) with { EsmClass = 0x40 }).Part);
        Assert.Null(Facts(Message([5, 0, 3, 7, 1, 1, .. "Hi"u8]) with { EsmClass = 0x40 }).Part);
    }

    [Fact]
    public void A_payload_is_read_in_place_of_the_short_message() =>
        Assert.Equal(Given.Long(400), Facts(Message([]) with { Optional = [new Tlv(SmppTag.MessagePayload, Encoding.ASCII.GetBytes(Given.Long(400)))] }).Content);

    [Fact]
    public void A_part_that_ends_within_a_character_keeps_its_half() =>
        Assert.Equal("A\uD83D", Facts(Message([0, 0x41, 0xD8, 0x3D]) with { DataCoding = 8 }).Content);

    [Fact]
    public async Task An_inbound_text_is_confirmed_when_it_is_durable_and_asked_for_again_when_it_could_not_be_written()
    {
        await using var carrier = new ScriptedCarrier();
        var written = new ConcurrentQueue<string>();
        var sender = new SmppSender("carrier", Given.Options(carrier.Port), new CarrierSinks((_, _) => throw new InvalidOperationException("It is no receipt."), (text, _) =>
        {
            written.Enqueue(text.Content);
            return written.Count > 1 ? throw new IOException("disk full") : Task.CompletedTask;
        }), Given.Around());
        sender.Start();
        var link = await carrier.Bind();
        link.Post(Pdu.Request(SmppCommand.DeliverSm, 5, Message("STOP"u8.ToArray())));
        Assert.Equal((SmppStatus.ESME_ROK, "STOP"), ((await link.Next(SmppCommand.DeliverSmResp)).Status, written.Single()));
        link.Post(Pdu.Request(SmppCommand.DeliverSm, 6, Message("STOP"u8.ToArray())));
        Assert.Equal(SmppStatus.ESME_RX_T_APPN, (await link.Next(SmppCommand.DeliverSmResp)).Status);
        await Given.End(sender, link);
    }

    private static (string Content, InboundPart? Part) Facts(PduBody.Message message) =>
        SmppInbound.Read("carrier", message, SmppAlphabet.Gsm) is var read ? (read.Content, read.Part) : default;

    private static PduBody.Message Message(byte[] octets) => new(new SmppAddress(1, 1, "447700900001"), new SmppAddress(3, 0, "62626")) { ShortMessage = octets };
}
