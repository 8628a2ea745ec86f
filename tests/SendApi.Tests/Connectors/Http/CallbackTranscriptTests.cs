using System.Text.Json;
using SendApi.Connectors.Http;

namespace SendApi.Tests.Connectors.Http;

/// <summary>What a provider tells by itself is kept without numbers, texts, prices and signatures, whatever it calls them.</summary>
public sealed class CallbackTranscriptTests
{
    [Fact]
    public void Of_a_form_the_fields_that_say_what_happened_are_left()
    {
        var fields = FormText.Read("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003&To=%2B447700900000&From=Acme&Body=Hello&ApiVersion=2010-04-01&sig=abc&message-timestamp=2026-11-30+12%3A00%3A00&scts=2611301200&weird=447700900000")!;

        Assert.Equal("""
            MessageSid=SM1
            MessageStatus=undelivered
            ErrorCode=30003
            To=(number)
            From=(number)
            Body=(words)
            ApiVersion=2010-04-01
            sig=(secret)
            message-timestamp=2026-11-30 12:00:00
            scts=(number)
            weird=(number)
            """.ReplaceLineEndings("\n"), CallbackTranscript.Of(fields, "SM1").Received);
    }

    [Theory]
    [InlineData("""{"id":"447700900001","status":"failed"}""", """{"id":"447700900001","status":"failed"}""")]
    [InlineData("""{"messageId":"m1","status":{"groupName":"DELIVERED","description":"Message delivered"},"price":{"pricePerMessage":0.01}}""", """{"messageId":"m1","status":{"groupName":"DELIVERED","description":"Message delivered"},"price":"(amount)"}""")]
    [InlineData("""{"recipient_id":"447700900000","timestamp":"1764500000","errors":[{"code":131026,"title":"Undeliverable"}]}""", """{"recipient_id":"(number)","timestamp":"1764500000","errors":[{"code":131026,"title":"Undeliverable"}]}""")]
    [InlineData("""{"payload":{"chat":"447700900000@c.us","_data":{"body":"Hello"}},"list":["+447700900000",447700900000,12,true,null]}""", """{"payload":{"chat":"(number)","_data":"(words)"},"list":["(number)","(number)",12,true,null]}""")]
    public void Of_json_it_goes_leaf_by_leaf(string told, string expected)
    {
        var exchange = CallbackTranscript.Of(JsonText.Parse(told)!.Value, "447700900001");

        Assert.Equal((null, expected), (exchange.Sent, exchange.Received));
        Assert.NotEqual(JsonValueKind.Undefined, JsonDocument.Parse(exchange.Received!).RootElement.ValueKind);
    }
}
