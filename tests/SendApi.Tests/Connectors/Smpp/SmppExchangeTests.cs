using System.Text;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

/// <summary>What travelled over SMPP is kept field by field, without the recipient and the words.</summary>
public sealed class SmppExchangeTests : IAsyncDisposable
{
    private readonly ScriptedCarrier _carrier = new();

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    [Fact]
    public async Task A_submit_and_its_answer_are_written_under_the_names_of_the_specification()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message("Hi @ €"), CancellationToken.None);
        var (pdu, _) = await link.Submit();
        link.Accept(pdu, "4D2");

        var exchange = Assert.Single((await sending.Soon()).Exchanges);

        Assert.Equal("""
            submit_sm
            source_addr=Shop ton=5 npi=0
            dest_addr=(recipient) ton=1 npi=1
            esm_class=0x00 data_coding=0x00 registered_delivery=1
            sm_length=7
            """.ReplaceLineEndings("\n"), exchange.Sent);
        Assert.Equal($"submit_sm_resp\nsequence_number={pdu.Sequence}\ncommand_status=0x00000000 ESME_ROK\nmessage_id=4D2", exchange.Received);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_refusal_shows_the_status_also_one_of_the_carriers_own()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        link.Post((await link.Submit()).Pdu.Answer((SmppStatus)0x0400));

        Assert.EndsWith("\ncommand_status=0x00000400", Assert.Single((await sending.Soon()).Exchanges).Received, StringComparison.Ordinal);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_cut_leaves_what_was_sent_and_no_answer()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(), CancellationToken.None);
        await link.Submit();
        await link.Cut();

        var exchange = Assert.Single(Assert.IsType<SendOutcome.Unknown>(await sending.Soon()).Exchanges);
        Assert.StartsWith("submit_sm\n", exchange.Sent, StringComparison.Ordinal);
        Assert.Null(exchange.Received);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task Without_a_link_nothing_was_said()
    {
        await using var sender = Given.Sender(Given.Options(_carrier.Port));

        Assert.Empty((await sender.Send(Given.Message(), CancellationToken.None).Soon()).Exchanges);
    }

    [Fact]
    public async Task Of_a_long_text_each_part_shows_its_place_and_never_its_words()
    {
        var (sender, link) = await Given.Bound(_carrier);
        var sending = sender.Send(Given.Message(Given.Long(800)), CancellationToken.None);
        for (var part = 1; part <= 6; part++)
            link.Accept((await link.Submit()).Pdu, $"id{part}");

        var exchanges = (await sending.Soon()).Exchanges;

        Assert.Equal(["id1", "id2", "id3", "id6"], exchanges.Select(e => e.Received![(e.Received!.LastIndexOf('=') + 1)..]));
        Assert.Contains("sm_length=159 user_data_header=0x0500038", exchanges[0].Sent, StringComparison.Ordinal);
        Assert.EndsWith("0601", exchanges[0].Sent, StringComparison.Ordinal);
        Assert.EndsWith("0606", exchanges[^1].Sent, StringComparison.Ordinal);
        await Given.End(sender, link);
    }

    [Fact]
    public async Task A_payload_is_only_measured()
    {
        var (sender, link) = await Given.Bound(_carrier, settings: ("long_messages", "payload"));
        var sending = sender.Send(Given.Message(Given.Long(200)), CancellationToken.None);
        link.Accept((await link.Submit()).Pdu, "1");

        Assert.EndsWith("sm_length=0\nmessage_payload=(words) of 200 octets", Assert.Single((await sending.Soon()).Exchanges).Sent, StringComparison.Ordinal);
        await Given.End(sender, link);
    }

    [Theory]
    [InlineData("id:4D2 sub:001 dlvrd:001 submit date:2603091200 done date:2603091201 stat:DELIVRD err:000 text:Your code is 480915",
        "id:4D2 sub:001 dlvrd:001 submit date:2603091200 done date:2603091201 stat:DELIVRD err:000 text:(words)")]
    [InlineData("ID:4D2 Stat:UNDELIV to:447700900000 err:045", "ID:4D2 Stat:UNDELIV err:045")]
    [InlineData("Your code is 480915 for 447700900000", "")]
    public async Task A_receipt_shows_the_known_fields_and_nothing_else(string text, string shown)
    {
        var receipt = await Received(new PduBody.Message(new SmppAddress(1, 1, "447700900000"), new SmppAddress(5, 0, "Shop"))
        {
            EsmClass = 4,
            ShortMessage = Encoding.Latin1.GetBytes(text),
            Optional = [Tlv.Text(SmppTag.ReceiptedMessageId, "4D2"), Tlv.Byte(SmppTag.MessageState, 2), new Tlv(SmppTag.NetworkErrorCode, new byte[] { 3, 0, 45 })],
        });

        Assert.Null(receipt.Exchange!.Sent);
        Assert.Equal($"""
            deliver_sm
            sequence_number=7
            source_addr=(recipient)
            dest_addr=Shop ton=5 npi=0
            esm_class=0x04
            receipted_message_id=4D2
            message_state=2 DELIVRD
            network_error_code=0x03002d
            short_message={shown}
            """.ReplaceLineEndings("\n"), receipt.Exchange.Received);
    }

    private async Task<Receipt> Received(PduBody.Message message)
    {
        var come = new TaskCompletionSource<Receipt>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (sender, link) = await Given.Bound(_carrier, sink: (receipt, _) =>
        {
            come.TrySetResult(receipt);
            return Task.CompletedTask;
        });
        link.Post(Pdu.Request(SmppCommand.DeliverSm, 7, message));
        var receipt = await come.Task.Soon();
        await Given.End(sender, link);
        return receipt;
    }
}
