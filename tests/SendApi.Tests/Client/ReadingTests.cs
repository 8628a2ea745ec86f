using System.Net;
using SendApi.Client;

namespace SendApi.Tests.Client;

/// <summary>What the client makes of answers that it does not know, and what it keeps to itself.</summary>
public sealed class ReadingTests
{
    private const string Secret = "sk_live_Tj2fQm8dWb4xZn6cRk9vLs3hYp5gBa7eUwE1oI";

    [Fact]
    public async Task A_word_or_a_member_that_a_newer_server_adds_hinders_nobody()
    {
        await using var script = new Script(Script.Answer(200,
            """{"trace":{"a":[1,{}]},"success":true,"data":{"id":"sms_1","status":"teleported","price":{"amount":"12345678901234567890.123456","currency":"EUR"},"beam":{"on":true},"encoding":null,"events":[{"type":"beam","at":"2026-03-09T14:30:00.123456Z"}]},"more":null}"""));

        var message = await script.Client.Sms.GetAsync("sms_1");

        Assert.Equal(("teleported", 12345678901234567890.123456m, "EUR"), (message.Status, message.Price.Amount, message.Price.Currency));
        Assert.Equal(TestApp.Start.AddMicroseconds(123456), Assert.Single(message.Events!).At);
        Assert.Equal(("", "", 0), (message.To, message.Encoding, message.Segments));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    [InlineData("""{"success":true}""")]
    [InlineData("""{"success":true,"data":null}""")]
    [InlineData("""{"success":true,"data":{"segments":"two"}}""")]
    public async Task An_answer_that_is_none_is_an_exception_and_not_repeated(string body)
    {
        await using var script = new Script(Script.Answer(200, body), Script.Good());

        var fault = await Clients.Refused(() => script.Client.Sms.GetAsync("sms_1"));

        Assert.Equal((HttpStatusCode.OK, 0, 1), (fault.StatusCode, fault.Code, script.Requests.Count));
        Assert.IsAssignableFrom<System.Text.Json.JsonException>(fault.InnerException);
    }

    [Fact]
    public async Task A_list_goes_on_over_pages_without_entries_and_ends_at_a_cursor_that_leads_nowhere()
    {
        string Page(string items, string cursor) => Script.Answer(200, $$"""{"success":true,"data":[{{items}}],"meta":{"total":null,"page":null,"per_page":100,"last_page":null,"next_cursor":{{cursor}} } }""");
        await using var script = new Script(Page("""{"id":"sms_1"}""", "\"a b\""), Page("", "\"c\""), Page("""{"id":"sms_2"}""", "\"c\""));

        var ids = new List<string>();
        await foreach (var message in script.Client.Sms.ListAsync(new SmsFilter { To = "+447700900000" }))
            ids.Add(message.Id);

        Assert.Equal(["sms_1", "sms_2"], ids);
        Assert.Equal(["", "&cursor=a%20b", "&cursor=c"], script.Requests.Select(r => r.Split(' ')[1]["/v1/sms/messages?to=%2B447700900000&per_page=100".Length..]));
    }

    [Fact]
    public async Task What_stands_before_the_server_is_told_of_by_its_status()
    {
        await using var script = new Script(Script.Answer(403, "<html>Blocked</html>", "X-Request-Id: req_7"));

        var fault = await Clients.Refused(() => script.Send());

        Assert.Equal((HttpStatusCode.Forbidden, 0, "", "req_7"), (fault.StatusCode, fault.Code, fault.Type, fault.RequestId));
        Assert.Contains("403", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sms/../../x?y#z", "/v1/sms/messages/sms%2F..%2F..%2Fx%3Fy%23z")]
    [InlineData("ümlaut +", "/v1/sms/messages/%C3%BCmlaut%20%2B")]
    public async Task An_id_is_one_segment_of_the_path_whatever_is_in_it(string id, string path)
    {
        await using var script = new Script(Script.Good());

        await script.Client.Sms.GetAsync(id);

        Assert.Equal(path, script.Requests[0].Split(' ')[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(null)]
    public async Task An_id_that_would_name_something_else_is_not_sent(string? id)
    {
        await using var script = new Script();

        await Assert.ThrowsAsync<ArgumentException>(() => script.Client.Suppressions.RemoveAsync(id!));
        Assert.Empty(script.Requests);
    }

    [Theory]
    [InlineData("https://sms.example.com", "https://sms.example.com/")]
    [InlineData("https://sms.example.com/v1/", "https://sms.example.com/")]
    [InlineData("http://inside:8080/sendapi", "http://inside:8080/sendapi/")]
    public void The_address_may_be_written_in_several_ways(string address, string root) =>
        Assert.Equal(root, Clients.Options(new(address)).Root().ToString());

    [Theory]
    [InlineData("ftp://sms.example.com")]
    [InlineData("https://ada:secret@sms.example.com")]
    [InlineData("https://sms.example.com/?a=b")]
    public void An_address_that_cannot_be_the_server_s_is_refused_at_once(string address) =>
        Assert.Throws<ArgumentException>(() => new SendApiClient(Clients.Options(new(address))));

    [Theory]
    [InlineData("")]
    [InlineData(Secret + "\r\nX-Evil: 1")]
    [InlineData(Secret + " ")]
    [InlineData(Secret + "ü")]
    public void A_key_that_no_header_can_carry_is_refused_without_showing_it(string key)
    {
        var fault = Assert.Throws<ArgumentException>(() => new SendApiClient(Clients.Options(new("https://sms.example.com"), key)));

        Assert.DoesNotContain("Tj2f", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_exception_shows_the_key()
    {
        foreach (var answer in (string[])[Script.HangUp, Script.Refusal(401, 4011), Script.Answer(200, "nothing"), Script.Answer(500, "")])
        {
            await using var script = new Script(o => (o.ApiKey, o.MaxRetries) = (Secret, 0), answer);
            Assert.DoesNotContain(Secret, (await Clients.Refused(() => script.Send())).ToString(), StringComparison.Ordinal);
            Assert.Equal($"Bearer {Secret}", Script.Header(script.Requests[0], "Authorization"));
        }
    }

    [Fact]
    public void What_is_written_into_a_log_shows_no_person_no_words_and_no_secret()
    {
        object[] things =
        [
            new SendSmsRequest { To = "+447700900000", Content = "hush" }, new SendBulkRequest { Recipients = ["+447700900000"], Content = "hush" },
            new SmsMessage { Id = "sms_1", To = "+447700900000", Content = "hush" }, new CheckCodeRequest { Id = "ver_1", To = "+447700900000", Code = "hush" },
            new ApiKey { Id = "key_1", Key = "hush" }, new Webhook { Id = "wh_1", Secret = "hush" }, new CallbackSecret { Secret = "hush" }, new StreamOpened { Secret = "hush" },
            new InboundSms { Id = "inb_1", From = "+447700900000", Content = "hush" }, new SmsReceivedData { Id = "inb_1", From = "+447700900000", Content = "hush" },
        ];

        Assert.All(things, thing => Assert.DoesNotMatch("hush|447700900000", thing.ToString()!));
    }
}
