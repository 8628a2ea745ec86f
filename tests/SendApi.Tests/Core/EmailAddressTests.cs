using SendApi.Core;

namespace SendApi.Tests.Core;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData("Ada.L+tag@Example.COM", "ada.l+tag@example.com")]
    [InlineData("o'hara@localhost", "o'hara@localhost")]
    public void An_address_is_kept_in_lower_case(string text, string value) => Assert.Equal(value, EmailAddress.Parse(text, "email").Value);

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("a@b@c")]
    [InlineData("a da@example.com")]
    [InlineData(" ada@example.com")]
    [InlineData("ada@example.com\n")]
    [InlineData("ada\0@example.com")]
    public void What_is_no_address_is_4000_with_the_field_named(string text)
    {
        var refusal = Assert.Throws<Refusal>(() => EmailAddress.Parse(text, "email"));

        Assert.Equal((Errors.InvalidRequest, "email"), (refusal.Code, refusal.Details.Single().Field));
    }

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void An_address_has_at_most_254_characters(int length, bool isTaken)
    {
        var text = "a@" + new string('b', length - 2);

        Assert.Equal(isTaken, Record.Exception(() => EmailAddress.Parse(text, "email")) is null);
    }
}
