using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

public sealed class ReceiptIdTests
{
    [Theory]
    [InlineData("4D2", "4d2", ReceiptIdForm.Same)]
    [InlineData("000004d2", "4D2", ReceiptIdForm.Same)]
    [InlineData("4d2", "1234", ReceiptIdForm.HexInAnswer)]
    [InlineData("000004D2", "0000001234", ReceiptIdForm.HexInAnswer)]
    [InlineData("FFFFFFFFFFFFFFFF", "18446744073709551615", ReceiptIdForm.HexInAnswer)]
    [InlineData("1234", "4D2", ReceiptIdForm.DecimalInAnswer)]
    [InlineData("0001234", "000004d2", ReceiptIdForm.DecimalInAnswer)]
    [InlineData("4294967295", "ffffffff", ReceiptIdForm.DecimalInAnswer)]
    [InlineData("0", "000", ReceiptIdForm.HexInAnswer)]
    [InlineData("SM-Ab12", "SM-Ab12", ReceiptIdForm.HexInAnswer)]
    public void A_receipt_names_its_message_as_the_answer_did(string answered, string inReceipt, ReceiptIdForm form) =>
        Assert.Equal(ProviderIds.Key(answered), ProviderIds.Key(ProviderIds.AsAnswered(inReceipt, form)));

    [Theory]
    [InlineData("1234", "4d2", ReceiptIdForm.Same)]
    [InlineData("SM-Ab12", "SM-ab12", ReceiptIdForm.Same)]
    [InlineData("1234", "1234", ReceiptIdForm.HexInAnswer)]
    public void Other_ids_are_other_messages(string answered, string inReceipt, ReceiptIdForm form) =>
        Assert.NotEqual(ProviderIds.Key(answered), ProviderIds.Key(ProviderIds.AsAnswered(inReceipt, form)));
}
