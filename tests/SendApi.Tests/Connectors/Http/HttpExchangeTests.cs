using SendApi.Connectors.Generic;
using SendApi.Connectors.Http;
using SendApi.Connectors.Infobip;
using SendApi.Connectors.Twilio;
using SendApi.Connectors.Vonage;
using SendApi.Core.Sending;
using SendApi.Tests.Connectors.Smpp;
using SendApi.Tests.Outbound;

namespace SendApi.Tests.Connectors.Http;

/// <summary>Each outcome brings along what travelled, and nothing of it is anybody's secret.</summary>
public sealed class HttpExchangeTests
{
    private const string Words = "Your code is 480915";

    // Whatever the provider, its answer says all that it was told.
    private const string Echo = """{"sid":"SM1","to":"+447700900000","body":"Your code is 480915","key":"very-secret-1","messages":[{"messageId":"m1","to":"447700900000","status":{"groupName":"PENDING"}}],"message":"Trial - Your code is 480915"}""";

    public static TheoryData<string, string> Requests => new()
    {
        {
            "twilio", """
            POST {url}/2010-04-01/Accounts/(secret)/Messages.json
            content-type: application/x-www-form-urlencoded

            To=+(recipient)&Body=(words)&From=Shop&StatusCallback=https://sms.example.com/callbacks/twilio/main/receipts
            """
        },
        {
            "vonage", """
            POST {url}/sms/json
            content-type: application/x-www-form-urlencoded

            api_key=(secret)&api_secret=(secret)&from=Shop&to=(recipient)&text=(words)&type=text&client-ref=sms_1&status-report-req=1&callback=https://sms.example.com/callbacks/vonage/main/receipts
            """
        },
        {
            "infobip", """
            POST {url}/sms/3/messages
            content-type: application/json

            {"messages":[{"sender":"Shop","destinations":[{"to":"(recipient)"}],"content":{"text":"(words)"},"webhooks":{"delivery":{"url":"https://sms.example.com/callbacks/infobip/main/receipts/(secret)"},"contentType":"application/json","callbackData":"sms_1"}}]}
            """
        },
        {
            "http", """
            POST {url}/…
            content-type: application/json

            (written as the provider's settings say, which are not shown)
            """
        },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task What_was_sent_and_answered_is_there_without_secrets_recipient_and_words(string kind, string sent)
    {
        await using var provider = new Receiver(Recorded.Answer(201, Echo));
        var url = $"http://127.0.0.1:{provider.Port}";
        await using var sender = Recorded.Sender(Kind(kind), Settings(kind, url));

        var outcome = await sender.Send(Given.Message(Words), default).Soon();

        var exchange = Assert.Single(outcome.Exchanges);
        Assert.Equal(sent.ReplaceLineEndings("\n").Replace("{url}", url, StringComparison.Ordinal), exchange.Sent);
        Assert.StartsWith("HTTP 201\n\n{\"sid\":\"SM1\",\"to\":\"(recipient)\",\"body\":\"(words)\",\"key\":\"(secret)\"", exchange.Received, StringComparison.Ordinal);
        foreach (var gone in new[] { "447700900000", "480915", "very-secret", "token-of-ours" })
            Assert.DoesNotContain(gone, exchange.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_has_its_own_words_and_when_to_come_back()
    {
        var (outcome, _) = await Recorded.Exchange(TwilioConnector.Kind, url => Settings("twilio", url), Recorded.Answer(429, """{"code":20429,"message":"Too Many Requests"}""", "Retry-After: 7\r\n"));

        Assert.Equal("HTTP 429\nretry-after: 7\n\n{\"code\":20429,\"message\":\"Too Many Requests\"}", Assert.Single(outcome.Exchanges).Received);
    }

    [Fact]
    public async Task What_never_left_is_no_exchange()
    {
        await using var sender = Recorded.Sender(TwilioConnector.Kind, Settings("twilio", "http://127.0.0.1:9"));

        Assert.Empty((await sender.Send(Given.Message(), default).Soon()).Exchanges);
    }

    [Fact]
    public async Task A_provider_that_says_nothing_leaves_one_side_empty()
    {
        var (outcome, _) = await Recorded.Exchange(TwilioConnector.Kind, url => Settings("twilio", url), "");

        var exchange = Assert.Single(Assert.IsType<SendOutcome.Unknown>(outcome).Exchanges);
        Assert.StartsWith("POST ", exchange.Sent, StringComparison.Ordinal);
        Assert.Null(exchange.Received);
    }

    private static HttpKind Kind(string kind) => kind switch
    {
        "twilio" => TwilioConnector.Kind,
        "vonage" => VonageConnector.Kind,
        "infobip" => InfobipConnector.Kind,
        _ => GenericConnector.Kind,
    };

    private static Dictionary<string, string> Settings(string kind, string url) => kind switch
    {
        "twilio" => new() { ["account_sid"] = "AC1-token-of-ours", ["auth_token"] = "very-secret-1", ["base_url"] = url },
        "vonage" => new() { ["api_key"] = "token-of-ours", ["api_secret"] = "very-secret-1", ["signature_secret"] = "very-secret-2", ["base_url"] = url },
        "infobip" => new() { ["api_key"] = "very-secret-1", ["callback_secret"] = "very-secret-callbacks", ["base_url"] = url },
        _ => new()
        {
            ["url"] = url + "/send/token-of-ours?to={{to_digits}}",
            ["body"] = """{"to": "{{to}}", "text": "{{content_hex}}", "password": "very-secret-1"}""",
        },
    };
}
