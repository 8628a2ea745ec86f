using SendApi.Core.Sending;

namespace SendApi.Tests.Core.Sending;

public sealed class InboundAddressTests
{
    [Theory]
    [InlineData("447700900042", "+447700900042")]
    [InlineData("+447700900042", "+447700900042")]
    [InlineData("00447700900042", "+447700900042")]
    [InlineData(" 447700900042 ", "+447700900042")]
    [InlineData("62626", "62626")]
    [InlineData("+62626", "62626")]
    [InlineData("07700900042", "07700900042")]
    [InlineData("Shop", "Shop")]
    [InlineData("", "")]
    [InlineData("+", "+")]
    public void Each_number_has_one_spelling(string spelled, string expected) => Assert.Equal(expected, InboundAddress.Of(spelled));

    [Theory]
    [InlineData("+447700900042", true)]
    [InlineData("62626", false)]
    [InlineData("Shop", false)]
    [InlineData("+", false)]
    public void Only_whole_numbers_are_phones(string address, bool isPhone) => Assert.Equal(isPhone, InboundAddress.IsPhone(address));

    [Fact]
    public void What_no_store_can_hold_is_replaced() => Assert.Equal(
        ["Hi \uD83D\uDE00", "\uFFFDHi\uFFFD", "a\uFFFDb"], new[] { "Hi \uD83D\uDE00", "\uDE00Hi\uD83D", "a\0b" }.Select(InboundContent.Clean));
}
