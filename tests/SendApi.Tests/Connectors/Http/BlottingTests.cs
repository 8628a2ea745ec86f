using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Http;

/// <summary>Whatever a provider echoes, the recipient, the words and the credentials are not in what is kept.</summary>
public sealed class BlottingTests
{
    private const string Digits = "447700900123", Text = "Your code is 480915, don't share \"it\" & <b>stay</b> safe: ü😀", Secret = "k3y/with+signs=";

    private static readonly Blotting Blot = new(Digits, [Text], [Secret]);

    public static TheoryData<string> Spellings =>
    [
        JsonSerializer.Serialize(new { to = "+" + Digits, body = Text, nested = new object[] { Digits, long.Parse(Digits), new { auth = $"Bearer {Secret}" } } }),
        JsonSerializer.Serialize(new { to = "+" + Digits, body = Text }, new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
        $$"""{"{{Digits}}": "sent", "note": "Trial: {{Text.Replace("\"", "\\\"")}} ({{Secret}})", "code": 480915}""",
        $"to=%2B{Digits}&text={Uri.EscapeDataString(Text)}&key={Uri.EscapeDataString(Secret)}",
        $"to={Digits}&text={WebUtility.UrlEncode(Text)}&key={WebUtility.UrlEncode(Secret)}",
        $"<p>Number +{Digits} refused</p><q>{WebUtility.HtmlEncode(Text)}</q> {Secret}",
        $"ERR {Digits}: {Text} {Secret}",
        $"callback({JsonSerializer.Serialize(Text)}) for {Digits}",
        "The code 480915 was rejected",
    ];

    [Theory, MemberData(nameof(Spellings))]
    public void Nothing_of_them_is_left_in_any_spelling(string body)
    {
        var shown = Blot.Body(body);

        foreach (var gone in new[] { Digits, "480915", "share", Secret, Uri.EscapeDataString(Secret) })
            Assert.DoesNotContain(gone, shown, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_says_what_happened_is_left()
    {
        const string body = """{"sid":"SM0480915","status":"queued","price":"0.04","account":{"remaining-balance":"12.5"},"error_code":null,"ok":true,"parts":2}""";

        Assert.Equal("""{"sid":"SM0480915","status":"queued","price":"(amount)","account":{"remaining-balance":"(amount)"},"error_code":null,"ok":true,"parts":2}""", Blot.Body(body));
    }

    [Theory]
    [InlineData("1", """{"status":"1","text":"1","parts":"10"}""", """{"status":"(words)","text":"(words)","parts":"10"}""")]
    [InlineData("Hi", """{"note":"This","text":" Hi "}""", """{"note":"This","text":"(words)"}""")]
    public void A_short_text_is_taken_out_where_it_stands_alone(string text, string body, string expected) =>
        Assert.Equal(expected, new Blotting(Digits, [text], []).Body(body));

    [Fact]
    public void Half_a_character_breaks_nothing() =>
        Assert.EndsWith(""","b":1}""", Blot.Body("""{"a": "\ud83d", "b": 1}"""), StringComparison.Ordinal);

    [Fact]
    public void A_very_long_answer_is_only_measured() =>
        Assert.Equal("(20,000 characters, which is too long to be shown)", Blot.Body(new string('x', 20_000)));

    [Fact]
    public void A_side_is_cut_where_it_is_too_long_and_never_through_a_character()
    {
        var exchange = Exchange.Of(new string('x', Exchange.LongestSide - 1) + "😀 and more", null);

        Assert.EndsWith("x… (11 more characters)", exchange.Sent, StringComparison.Ordinal);
        Assert.Null(exchange.Received);
    }

    [Fact]
    public void Of_many_exchanges_the_first_and_the_last_are_kept()
    {
        var kept = new List<Exchange>();
        for (var i = 1; i <= 10; i++)
            Exchange.Add(kept, new($"{i}", null));

        Assert.Equal(["1", "2", "3", "10"], kept.Select(e => e.Sent));
    }
}
