using SendApi.Core.Webhooks;

namespace SendApi.Tests.Core.Webhooks;

public sealed class EventPatternsTests
{
    [Theory]
    [InlineData("*", "sms.sent", true)]
    [InlineData("sms.*", "sms.sent", true)]
    [InlineData("sms.*", "account.balance_low", false)]
    [InlineData("sms.sent", "sms.sent", true)]
    [InlineData("sms.sent", "sms.sent_again", false)]
    [InlineData("account.* sms.failed", "sms.failed", true)]
    [InlineData("account.* sms.failed", "sms.sent", false)]
    [InlineData("", "sms.sent", false)]
    public void A_pattern_fits_a_name_a_family_or_everything(string patterns, string name, bool fits) => Assert.Equal(fits, EventPatterns.Match(patterns, name));

    [Fact]
    public void Patterns_that_others_cover_are_left_out() => Assert.Multiple(
        () => Assert.Equal("*", EventPatterns.Join(["sms.sent", "*", "account.*"])),
        () => Assert.Equal("account.balance_low sms.*", EventPatterns.Join(["sms.sent", "account.balance_low", "sms.*", "sms.*"])));
}
