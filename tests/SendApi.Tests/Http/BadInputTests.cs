using System.Net.Http.Headers;
using System.Text;

namespace SendApi.Tests.Http;

/// <summary>One wrong request and the number it gets.</summary>
/// <param name="Field">The field that the details must name, or null when the whole request is at fault.</param>
public sealed record BadInput(string What, byte[]? Body, int Status, int Code, string? Field = null)
{
    public BadInput(string what, string body, int status, int code, string? field = null) : this(what, Encoding.UTF8.GetBytes(body), status, code, field)
    {
    }

    public string ContentType { get; init; } = "application/json";

    public string Says { get; init; } = "";

    public override string ToString() => What;
}

public sealed class BadInputTests
{
    private const string Good = "\"to\": \"+447700900000\"";

    public static TheoryData<BadInput> Cases =>
    [
        // It cannot be read: 400.
        new BadInput("no body", (byte[]?)null, 400, 4000),
        new BadInput("an empty body", "", 400, 4000) { Says = "empty" },
        new BadInput("half an object", "{", 400, 4000) { Says = "line 1" },
        new BadInput("a fault in line 3", "{\n\"to\": \"+447700900000\",\n\"content\" \"x\"}", 400, 4000) { Says = "line 3" },
        new BadInput("a comment", "{/* hi */}", 400, 4000) { Says = "not valid JSON" },
        new BadInput("a trailing comma", "{" + Good + ",}", 400, 4000) { Says = "not valid JSON" },
        new BadInput("a second value behind the first", "{" + Good + ", \"content\": \"x\"} {}", 400, 4000),
        new BadInput("an array", "[]", 400, 4000) { Says = "object" },
        new BadInput("a string", "\"hello\"", 400, 4000) { Says = "object" },
        new BadInput("null", "null", 400, 4000) { Says = "null" },
        new BadInput("a field twice", "{" + Good + ", " + Good + "}", 400, 4000, "to") { Says = "twice" },
        new BadInput("a number for to", """{"to": 447700900000, "content": "x"}""", 400, 4000, "to") { Says = "wrong JSON type" },
        new BadInput("an object for content", "{" + Good + ", \"content\": {}}", 400, 4000, "content"),
        new BadInput("a string for max_segments", "{" + Good + ", \"content\": \"x\", \"max_segments\": \"two\"}", 400, 4000, "max_segments"),
        new BadInput("a fraction for validity_seconds", "{" + Good + ", \"content\": \"x\", \"validity_seconds\": 1.5}", 400, 4000, "validity_seconds"),
        new BadInput("a number in metadata", "{" + Good + ", \"content\": \"x\", \"metadata\": {\"order\": 7}}", 400, 4000, "metadata.order"),
        new BadInput("an array for metadata", "{" + Good + ", \"content\": \"x\", \"metadata\": []}", 400, 4000, "metadata"),
        new BadInput("bytes that are no UTF-8", [.. "{\"to\": \"+447700900000\", \"content\": \""u8, 0xFF, 0xFE, .. "\"}"u8], 400, 4000, "content") { Says = "UTF-8" },
        new BadInput("half a surrogate pair", "{" + Good + ", \"content\": \"\\ud83d\"}", 400, 4000, "content") { Says = "UTF-8" },
        new BadInput("nested too deep", string.Concat(Enumerable.Repeat("{\"a\":", 100)), 400, 4000),

        // It was read, and a value is not acceptable: 422.
        new BadInput("nothing in it", "{}", 422, 4000, "to"),
        new BadInput("only unknown fields", """{"recipient": "+447700900000", "body": "x"}""", 422, 4000, "content"),
        new BadInput("null for to", """{"to": null, "content": "x"}""", 422, 4000, "to"),
        new BadInput("empty content", "{" + Good + ", \"content\": \"\"}", 422, 4000, "content"),
        new BadInput("1,601 characters", "{" + Good + ", \"content\": \"" + new string('x', 1601) + "\"}", 422, 4000, "content") { Says = "1,600" },
        new BadInput("a null character in content", "{" + Good + ", \"content\": \"a\\u0000b\"}", 422, 4000, "content"),
        new BadInput("a null character in to", """{"to": "+4477009\u0000", "content": "x"}""", 422, 4000, "to"),
        new BadInput("two spellings that differ", "{" + Good + ", \"content\": \"x\", \"text\": \"y\"}", 422, 4000, "content") { Says = "two names" },
        new BadInput("validity too short", "{" + Good + ", \"content\": \"x\", \"validity_seconds\": 5}", 422, 4000, "validity_seconds"),
        new BadInput("max_segments 0", "{" + Good + ", \"content\": \"x\", \"max_segments\": 0}", 422, 4000, "max_segments"),
        new BadInput("more segments than allowed", "{" + Good + ", \"content\": \"" + new string('x', 200) + "\", \"max_segments\": 1}", 422, 4000, "content") { Says = "2 segments" },
        new BadInput("send_at in the past", "{" + Good + ", \"content\": \"x\", \"send_at\": \"2020-01-01T00:00:00Z\"}", 422, 4000, "send_at"),
        new BadInput("send_at without its offset", "{" + Good + ", \"content\": \"x\", \"send_at\": \"2026-04-01T00:00:00\"}", 422, 4000, "send_at"),
        new BadInput("send_at in ten years", "{" + Good + ", \"content\": \"x\", \"send_at\": \"2036-01-01T00:00:00Z\"}", 422, 4000, "send_at"),
        new BadInput("callback_url over http", "{" + Good + ", \"content\": \"x\", \"callback_url\": \"http://example.com/\"}", 422, 4000, "callback_url"),
        new BadInput("callback_url that is none", "{" + Good + ", \"content\": \"x\", \"callback_url\": \"hello\"}", 422, 4000, "callback_url"),
        new BadInput("a null in metadata", "{" + Good + ", \"content\": \"x\", \"metadata\": {\"order\": null}}", 422, 4000, "metadata.order"),
        new BadInput("a long metadata value", "{" + Good + ", \"content\": \"x\", \"metadata\": {\"a\": \"" + new string('x', 501) + "\"}}", 422, 4000, "metadata.a"),

        // Numbers and senders.
        new BadInput("a national number", """{"to": "0712345678", "content": "x"}""", 422, 4001, "to") { Says = "/v1/phone/validate" },
        new BadInput("a number with spaces", """{"to": "+44 7700 900000", "content": "x"}""", 422, 4001, "to"),
        new BadInput("letters for a number", """{"to": "+44call", "content": "x"}""", 422, 4001, "to"),
        new BadInput("Arabic digits", """{"to": "+٤٤٧٧٠٠٩٠٠٠٠٠", "content": "x"}""", 422, 4001, "to"),
        new BadInput("an emoji for a number", """{"to": "📞", "content": "x"}""", 422, 4001, "to"),
        new BadInput("16 digits", """{"to": "+4477009000001234", "content": "x"}""", 422, 4001, "to"),
        new BadInput("a number too short for its country", """{"to": "+44770", "content": "x"}""", 422, 4001, "to"),
        new BadInput("no country code", """{"to": "+999123456789", "content": "x"}""", 422, 4001, "to"),
        new BadInput("a sender of 12 letters", "{" + Good + ", \"content\": \"x\", \"sender_id\": \"TwelveLetter\"}", 422, 4006, "sender_id"),
        new BadInput("a right-to-left sender", "{" + Good + ", \"content\": \"x\", \"sender_id\": \"שלום\"}", 422, 4006, "sender_id"),

        // The wrong kind or size of body.
        new BadInput("text/plain", "{}", 415, 4150) { ContentType = "text/plain" },
        new BadInput("a form", "to=1", 415, 4150) { ContentType = "application/x-www-form-urlencoded" },
        new BadInput("JSON in Latin-1", "{}", 415, 4150) { ContentType = "application/json; charset=iso-8859-1" },
        new BadInput("one byte over 1 MiB", "{\"a\":\"" + new string('x', 1_048_576 - 8 + 1) + "\"}", 413, 4130),
        new BadInput("10 MB", new string('x', 10_000_000), 413, 4130),
    ];

    [Theory, MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public async Task Bad_input_gets_its_number_and_leaves_nothing_behind(BadInput input)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sms/send") { Headers = { ExpectContinue = input.Body?.Length > 2_000_000 } };
        if (input.Body is not null)
            request.Content = new ByteArrayContent(input.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(input.ContentType) } };

        var reply = await app.Send(request, app.TestKey);

        Assert.Equal((input.Status, input.Code), (reply.Status, reply.Code));
        Assert.Contains(input.Says, reply.Message);
        if (input.Field is not null)
            Assert.Contains(input.Field, reply.Fields);
        Assert.Equal(reply.Headers["X-Request-Id"], reply.Error.GetProperty("request_id").GetString());
        Assert.Equal("0", (await app.Get("/v1/sms/messages")).Json.GetProperty("meta").GetProperty("total").ToString());
    }

    [Fact]
    public async Task A_body_sent_in_chunks_without_its_length_is_cut_off_at_the_limit_too()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sms/send") { Headers = { TransferEncodingChunked = true, ExpectContinue = true } };
        request.Content = new StreamContent(new MemoryStream(new byte[3_000_000])) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/json") } };

        var reply = await app.Send(request, app.TestKey);

        Assert.Equal((413, 4130), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Every_failing_field_is_named_in_one_answer()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post("/v1/sms/send", """{"send_at": "soon", "validity_seconds": 1}""");

        Assert.Equal(["to", "content", "send_at", "validity_seconds"], reply.Fields);
    }

    [Fact]
    public async Task Exactly_1600_characters_and_exactly_1_MiB_are_taken()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var fixedPart = """{"to": "+447700900000", "content": "@", "x": "#"}""".Replace("@", new string('x', 1600));
        var body = fixedPart.Replace("#", new string('y', 1_048_576 - fixedPart.Length + 1));

        var reply = await app.Post("/v1/sms/send", body);

        Assert.True(reply.Status == 201, reply.Text);
        Assert.Equal("11", reply.Data("segments"));
    }
}
