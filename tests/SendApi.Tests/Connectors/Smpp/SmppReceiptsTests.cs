using CsCheck;
using SendApi.Connectors.Smpp;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

public sealed class SmppReceiptsTests
{
    private static readonly DateTimeOffset Done = new(2026, 3, 9, 12, 1, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("id:ab12 sub:001 dlvrd:001 submit date:2603091200 done date:2603091201 stat:DELIVRD err:000 text:Hi", ReceiptState.Delivered, null, "DELIVRD")]
    [InlineData("ID:ab12 SUB:001 DLVRD:000 SUBMIT DATE:2603091200 DONE DATE:2603091201 STAT:undeliv ERR:0A1 TEXT:", ReceiptState.Undelivered, "0A1", "undeliv")]
    [InlineData("stat:REJECTD err:012 id:ab12 done date:260309120100", ReceiptState.Rejected, "012", "REJECTD")]
    [InlineData("id: ab12 stat: EXPIRED done date: 2603091201 text: id:zz stat:DELIVRD", ReceiptState.Undelivered, null, "EXPIRED")]
    [InlineData("id:ab12 stat:ACCEPTD donedate:2603091201", ReceiptState.Underway, null, "ACCEPTD")]
    [InlineData("id:ab12 stat:FLOWN done date:2603091201", ReceiptState.Unknown, null, "FLOWN")]
    public void A_receipt_in_text_is_read_whatever_its_order_and_case(string text, ReceiptState state, string? error, string raw) =>
        Assert.Equal(new Receipt("carrier", "ab12", state, error, Done, raw), SmppReceipts.Read("carrier", Receipt(text)));

    [Fact]
    public void Where_parameters_and_text_differ_the_parameters_are_right()
    {
        var message = Receipt("id:1234 stat:DELIVRD err:000 done date:2603091201",
            Tlv.Text(SmppTag.ReceiptedMessageId, "4D2"), Tlv.Byte(SmppTag.MessageState, 5), new Tlv(SmppTag.NetworkErrorCode, new byte[] { 3, 0, 27 }));
        Assert.Equal(new Receipt("carrier", "4D2", ReceiptState.Undelivered, "027", Done, "UNDELIV"), SmppReceipts.Read("carrier", message));
    }

    [Fact]
    public void A_receipt_of_parameters_alone_is_read()
    {
        var message = Receipt("", Tlv.Text(SmppTag.ReceiptedMessageId, "4D2"), Tlv.Byte(SmppTag.MessageState, 2));
        Assert.Equal(new Receipt("carrier", "4D2", ReceiptState.Delivered, null, null, "DELIVRD"), SmppReceipts.Read("carrier", message));
    }

    [Fact]
    public void A_receipt_that_names_no_message_is_none() => Assert.Null(SmppReceipts.Read("carrier", Receipt("stat:DELIVRD")));

    [Fact]
    public void A_text_that_only_looks_like_a_receipt_is_not_believed() =>
        Assert.False(SmppReceipts.IsReceipt(Receipt("id:1 stat:DELIVRD err:000") with { EsmClass = 0 }));

    [Fact]
    public void Any_text_can_be_read() => Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.OneOf(':', 'i', 'd', ' ')), 0, 120]
        .Sample(text => _ = ReceiptText.Read("id:" + text + " stat:" + text), iter: 5_000);

    private static PduBody.Message Receipt(string text, params Tlv[] optional) =>
        new(SmppAddress.None, SmppAddress.None) { EsmClass = 4, ShortMessage = System.Text.Encoding.Latin1.GetBytes(text), Optional = optional };
}
