using SendApi.Core;

namespace SendApi.Tests.Core;

/// <summary>A sender is either a name of 11 characters or a number; networks cut or drop anything else.</summary>
public sealed class SenderIdTests
{
    [Theory]
    [InlineData("SendAPI", true)]
    [InlineData("ABCDEFGHIJK", true)]
    [InlineData("a", true)]
    [InlineData("3M", true)]
    [InlineData("My Shop", true)]
    [InlineData("A-B_C.D&E+F", true)]
    [InlineData("+Plus", true)]
    [InlineData("123", false)]
    [InlineData("447700900000", false)]
    [InlineData("+447700900000", false)]
    [InlineData("123456789012345", false)]
    public void A_possible_sender_is_taken_as_it_is(string text, bool alphanumeric)
    {
        var sender = SenderId.Parse(text, "sender_id");

        Assert.Equal((text, alphanumeric), (sender.Value, sender.IsAlphanumeric));
        Assert.Equal(sender, SenderId.Trusted(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("+")]
    [InlineData("12")]
    [InlineData("1234567890123456")]
    [InlineData("++123")]
    [InlineData("12-34")]
    [InlineData("ABCDEFGHIJKL")]
    [InlineData(" Shop")]
    [InlineData("Shop ")]
    [InlineData("Café")]
    [InlineData("Магазин")]
    [InlineData("Shop\n")]
    [InlineData("१२३")]
    public void Anything_else_is_refused_with_the_form_explained(string text)
    {
        var refusal = Assert.Throws<Refusal>(() => SenderId.Parse(text, "from"));

        Assert.Equal(Errors.InvalidSender, refusal.Code);
        Assert.Contains("1 to 11", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("from", Assert.Single(refusal.Details).Field);
    }
}
