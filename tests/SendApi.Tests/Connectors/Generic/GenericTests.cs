using System.Text;
using SendApi.Connectors.Generic;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;
using SendApi.Tests.Connectors.Http;
using SendApi.Tests.Connectors.Smpp;
using SendApi.Tests.Outbound;

namespace SendApi.Tests.Connectors.Generic;

/// <summary>Providers that nobody wrote a connector for, as an operator would describe them.</summary>
public sealed class GenericTests
{
    private const string Secret = "a-long-secret-of-ours";

    [Fact]
    public async Task A_text_is_written_into_json_without_breaking_out_of_it()
    {
        var (outcome, request) = await Recorded.Exchange(GenericConnector.Kind, url => Settings(url), Recorded.Answer(202, """{"data": [{"id": 4711}]}"""),
            Given.Message("Say \"hi\",\n\\o/ €", from: "447700900999"));

        Assert.Equal("accepted 4711", Recorded.Line(outcome));
        Assert.StartsWith("POST /send?ref=sms_1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer ABC\r\nIdempotency-Key: sms_1\r\n", request, StringComparison.Ordinal);
        // The listener reads octets, so the euro sign shows as its three.
        var expected = """{"to": "+447700900000", "from": "447700900999", "text": "Say \"hi\",\n\\o/ €", "dlr": "https://sms.example.com/callbacks/http/main/receipts/a-long-secret-of-ours"}""";
        Assert.EndsWith(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(expected)), request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_get_carries_everything_in_its_address()
    {
        var (outcome, request) = await Recorded.Exchange(GenericConnector.Kind, url => new Dictionary<string, string>
        {
            ["method"] = "GET",
            ["url"] = url + "/cgi?to={{to_digits}}&text={{content}}&hex={{content_hex}}&coding={{encoding}}",
            ["id_pattern"] = "^OK ([0-9a-f]+)$",
        }, Recorded.Answer(200, "OK 00ff", type: "text/plain"), Given.Message("a&b=é"));

        Assert.Equal("accepted 00ff", Recorded.Line(outcome));
        Assert.StartsWith("GET /cgi?to=447700900000&text=a%26b%3D%C3%A9&hex=006100260062003D00E9&coding=gsm7 HTTP/1.1\r\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"ok": false, "error": {"code": 12, "text": "Bad number"}}""", "rejected 12")]
    [InlineData(200, """{"ok": false, "busy": true}""", "later")]
    [InlineData(200, """{"data": []}""", "unknown")]
    [InlineData(200, "<html>Welcome</html>", "unknown")]
    [InlineData(422, """{"error": {"code": 7, "text": "No"}}""", "rejected 7")]
    [InlineData(500, """{"error": {"code": 7, "text": "No"}}""", "unknown")]
    public async Task What_the_description_does_not_say_is_not_guessed(int status, string body, string expected) =>
        Assert.Equal(expected, Recorded.Line((await Recorded.Exchange(GenericConnector.Kind, url => Settings(url), Recorded.Answer(status, body))).Outcome));

    [Theory]
    [InlineData("application/json", """{"msg": {"ref": "77", "st": "4", "err": "99"}}""", "msg.ref", "msg.st", "msg.err", ReceiptState.Undelivered)]
    [InlineData("form", "ref=77&st=DELIVRD", "ref", "st", "err", ReceiptState.Delivered)]
    [InlineData("form", "ref=77&st=perhaps", "ref", "st", "err", ReceiptState.Unknown)]
    public void A_receipt_is_found_where_the_settings_say(string type, string body, string id, string state, string error, ReceiptState expected)
    {
        var settings = Settings("https://x.example", ("receipt_id", id), ("receipt_state", state), ("receipt_error", error));

        var heard = Assert.IsType<CallbackReading.Heard>(Read(settings, Recorded.Call(body, secret: Secret)));

        var receipt = Assert.Single(heard.Receipts);
        Assert.Equal(("77", expected, type == "form" ? null : "99"), (receipt.ProviderId, receipt.State, receipt.ErrorCode));
    }

    [Fact]
    public void Several_receipts_and_texts_come_in_one_call()
    {
        var settings = Settings("https://x.example", ("receipt_list", "items"), ("receipt_id", "id"), ("receipt_state", "s"),
            ("inbound_list", "items"), ("inbound_from", "f"), ("inbound_to", "t"), ("inbound_text", "c"), ("inbound_id", "id"));

        var receipts = Assert.IsType<CallbackReading.Heard>(Read(settings, Recorded.Call("""{"items": [{"id": "1", "s": "sent"}, {"id": "2", "s": "delivered"}]}""", secret: Secret)));
        var texts = Assert.IsType<CallbackReading.Heard>(Read(settings, Recorded.Call("""{"items": [{"id": "9", "f": "447700900001", "t": "60777", "c": "STOP"}]}""", CallbackTopic.Inbound, Secret)));

        Assert.Equal([ReceiptState.Underway, ReceiptState.Delivered], receipts.Receipts.Select(r => r.State));
        Assert.Equal(new InboundText("main", "9", "447700900001", "60777", "STOP", null), Assert.Single(texts.Texts));
        Assert.IsType<CallbackReading.Unreadable>(Read(settings, Recorded.Call("""{"items": [{"s": "sent"}]}""", secret: Secret)));
        Assert.IsType<CallbackReading.Unreadable>(Read(settings, Recorded.Call("""{"items": 3}""", secret: Secret)));
    }

    [Fact]
    public void A_call_is_believed_by_its_secret_or_by_its_signature_and_by_nothing_else()
    {
        const string body = "ref=77&st=DELIVRD";
        var byPath = Settings("https://x.example", ("receipt_id", "ref"), ("receipt_state", "st"));
        var signed = Settings("https://x.example", ("receipt_id", "ref"), ("receipt_state", "st"), ("signature_header", "X-Sign"), ("signature_algorithm", "sha512"));
        var hash = GenericCallbacks.Hash("sha512", Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body));

        Assert.IsType<CallbackReading.Heard>(Read(byPath, Recorded.Call(body, secret: Secret)));
        Assert.IsType<CallbackReading.Forged>(Read(byPath, Recorded.Call(body, secret: Secret + "x")));
        Assert.IsType<CallbackReading.Forged>(Read(byPath, Recorded.Call(body)));
        Assert.IsType<CallbackReading.Heard>(Read(signed, Recorded.Call(body, headers: ("x-sign", Convert.ToHexStringLower(hash)))));
        Assert.IsType<CallbackReading.Heard>(Read(signed, Recorded.Call(body, headers: ("X-Sign", "sha512=" + Convert.ToBase64String(hash)))));
        Assert.IsType<CallbackReading.Forged>(Read(signed, Recorded.Call(body + "1", headers: ("X-Sign", Convert.ToHexStringLower(hash)))));
        Assert.IsType<CallbackReading.Forged>(Read(signed, Recorded.Call(body, secret: Secret)));
        Assert.IsType<CallbackReading.Forged>(Read(signed, Recorded.Call("", url: "https://x.example/?" + body, headers: ("X-Sign", Convert.ToHexStringLower(GenericCallbacks.Hash("sha512", Encoding.UTF8.GetBytes(Secret), []))))));
    }

    [Theory]
    [InlineData("url", "https://{{to}}.example.com/")]
    [InlineData("url", "https://user:pw@x.example/")]
    [InlineData("body", """{"to": "{{phone}}"}""")]
    [InlineData("body", """{"to": {{content}}x}""")]
    [InlineData("headers", "Authorization")]
    [InlineData("headers", "X-Text: {{content}}")]
    [InlineData("rejected_when", "(a)\\1")]
    [InlineData("accepted_status", "2xx")]
    [InlineData("states", "OK=fine")]
    [InlineData("callback_secret", "short")]
    [InlineData("content_type", "json")]
    public void A_description_that_cannot_work_is_refused_by_its_name(string setting, string value) =>
        Assert.Equal(setting, Assert.Throws<InvalidSetting>(() => GenericConnector.Kind.Read(Settings("https://x.example", (setting, value)))).Name);

    [Fact]
    public async Task A_test_asks_the_address_that_is_named_for_it()
    {
        await using var provider = new Receiver(Recorded.Answer(200));

        Assert.True((await HttpProbe.Run(GenericConnector.Kind.Read(Settings($"http://127.0.0.1:{provider.Port}", ("test_url", $"http://127.0.0.1:{provider.Port}/balance"))), Recorded.Around(), TestContext.Current.CancellationToken).Soon()).Works);
        Assert.Contains("Authorization: Bearer ABC", Assert.Single(provider.Requests), StringComparison.Ordinal);
        Assert.Contains("not tried", (await HttpProbe.Run(GenericConnector.Kind.Read(Settings("https://x.example")), Recorded.Around(), TestContext.Current.CancellationToken)).Says, StringComparison.Ordinal);
    }

    private static CallbackReading Read(Dictionary<string, string> settings, CallbackCall call) => GenericConnector.Kind.ReadCallback("main", settings, call);

    private static Dictionary<string, string> Settings(string url, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["url"] = url + "/send?ref={{id}}",
            ["headers"] = "Authorization: Bearer ABC\nIdempotency-Key: {{id}}",
            ["body"] = """{"to": "{{to}}", "from": "{{from_digits}}", "text": "{{content}}", "dlr": "{{callback_url}}"}""",
            ["id_path"] = "data[0].id",
            ["rejected_when"] = "\"error\": \\{\"code\": 12",
            ["later_when"] = "\"busy\": true",
            ["code_path"] = "error.code",
            ["reason_path"] = "error.text",
            ["callback_secret"] = Secret,
            ["receipt_id"] = "id",
            ["states"] = "4=undelivered",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }
}
