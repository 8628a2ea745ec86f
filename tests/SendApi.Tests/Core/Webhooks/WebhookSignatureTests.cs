using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SendApi.Core.Webhooks;

namespace SendApi.Tests.Core.Webhooks;

public sealed class WebhookSignatureTests
{
    private const string Event = "evt_01J9ZK3V5T8W2Y4A6C8E0G2J4M";

    // The keys are the bytes 0 to 31, and 255 down to 224. The signatures were computed with Python's hmac, hashlib and base64.
    private const string First = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", Second = "whsec_//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";

    private static readonly byte[] Body = """{"type":"sms.delivered","data":{"text":"Привет 😀"}}"""u8.ToArray();

    [Fact]
    public void The_headers_of_one_secret_are_those_that_another_implementation_computes() => Assert.Equal(
    [
        ("webhook-id", Event),
        ("webhook-timestamp", "1773066600"),
        ("webhook-signature", "v1,2WgvpGmOIwQTbNWDfB4Zd/90xnMXhvaOnThMN8Xl2Z4="),
        ("X-SendAPI-Signature", "sha256=e17372d60caa1c52ab4898d681b086ad1fbdca3ec370246d1d864c018ad43b8c"),
    ], WebhookSignature.Headers(Event, TestApp.Start, Body, [First]));

    [Fact]
    public void Two_secrets_give_two_signatures_in_their_order()
    {
        var headers = WebhookSignature.Headers(Event, TestApp.Start, Body, [Second, First]).ToDictionary(h => h.Name, h => h.Value);

        Assert.Equal("v1,CPWgCV5ma04d6mTbf9Jpq+qXbXNX+x+VDZo6PMFxGAc= v1,2WgvpGmOIwQTbNWDfB4Zd/90xnMXhvaOnThMN8Xl2Z4=", headers["webhook-signature"]);
        Assert.Equal("sha256=a1e1325b65c5bf9cf326bd536da8ae194f07ad28df981d5bba731e2401dc388c,sha256=e17372d60caa1c52ab4898d681b086ad1fbdca3ec370246d1d864c018ad43b8c",
            headers["X-SendAPI-Signature"]);
    }

    [Fact]
    public void An_empty_body_is_signed_too() =>
        Assert.Equal("sha256=3869a63cbe73c747431cf9ff4d38cbaa6ad6adb0541c4753e1c90f7b6920620f", WebhookSignature.Headers(Event, TestApp.Start, [], [First])[3].Value);

    /// <summary>The plain one, by its definition: the hash of what is written down in RFC 2104, computed the long way.</summary>
    [Fact]
    public void Any_body_under_any_secret_has_the_HMAC_of_the_definition() => Gen.Byte.Array[0, 300].Sample(body =>
    {
        var secret = WebhookSecret.Make();
        byte[] Padded(byte mask) => [.. Encoding.ASCII.GetBytes(secret.PadRight(64, '\0')).Select(b => (byte)(b ^ mask))];
        var expected = SHA256.HashData([.. Padded(0x5c), .. SHA256.HashData([.. Padded(0x36), .. body])]);

        Assert.Equal("sha256=" + Convert.ToHexStringLower(expected), WebhookSignature.Headers(Event, TestApp.Start, body, [secret])[3].Value);
    }, iter: 200);

    [Fact]
    public void One_other_byte_in_the_body_changes_both_signatures() => Gen.Select(Gen.Int[0, Body.Length - 1], Gen.Byte[1, 255]).Sample((place, change) =>
    {
        var other = Body.ToArray();
        other[place] ^= change;

        var (was, changed) = (WebhookSignature.Headers(Event, TestApp.Start, Body, [First]), WebhookSignature.Headers(Event, TestApp.Start, other, [First]));
        Assert.Equal(was[..2], changed[..2]);
        Assert.NotEqual(was[2], changed[2]);
        Assert.NotEqual(was[3], changed[3]);
    }, iter: 200);

    [Fact]
    public void Nothing_is_signed_without_a_secret_or_with_a_text_that_is_none()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WebhookSignature.Headers(Event, TestApp.Start, Body, []));
        var fault = Assert.Throws<ArgumentException>(() => WebhookSignature.Headers(Event, TestApp.Start, Body, [First, "whsec_c2VzYW1l"]));
        Assert.DoesNotContain("c2VzYW1l", fault.Message, StringComparison.Ordinal);
    }
}
