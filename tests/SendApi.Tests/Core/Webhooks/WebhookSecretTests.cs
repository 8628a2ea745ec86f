using CsCheck;
using SendApi.Core.Webhooks;

namespace SendApi.Tests.Core.Webhooks;

public sealed class WebhookSecretTests
{
    private const string Given = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Fact]
    public void A_secret_is_its_prefix_and_32_bytes_and_no_two_are_alike()
    {
        var made = Enumerable.Range(0, 50).Select(_ => WebhookSecret.Make()).ToHashSet();

        Assert.Equal(50, made.Count);
        Assert.All(made, secret => Assert.Matches("^whsec_[0-9A-Za-z+/]{43}=$", secret));
        Assert.All(made, secret => Assert.True(WebhookSecret.IsWellFormed(secret)));
    }

    [Fact]
    public void Every_32_bytes_come_back_as_they_were() => Gen.Byte.Array[32].Sample(bytes =>
    {
        var secret = WebhookSecret.Prefix + Convert.ToBase64String(bytes);
        var decoded = new byte[32];
        Assert.True(WebhookSecret.IsWellFormed(secret));
        Assert.True(WebhookSecret.TryDecode(secret, decoded));
        Assert.Equal(bytes, decoded);
    });

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("WHSEC_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd Hh8=")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= ")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh-=")]
    public void Another_text_is_no_secret(string text) => Assert.False(WebhookSecret.IsWellFormed(text));

    [Fact]
    public void The_text_that_is_documented_is_one() => Assert.True(WebhookSecret.IsWellFormed(Given));
}
