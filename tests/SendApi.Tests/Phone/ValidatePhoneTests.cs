namespace SendApi.Tests.Phone;

public sealed class ValidatePhoneTests
{
    private const string Path = "/v1/phone/validate";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_valid_number_is_answered_with_all_that_its_digits_tell(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var reply = await app.Get($"{Path}?number=07400%20123456&country=gb");

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            """{"input":"07400 123456","valid":true,"e164":"+447400123456","national_format":"07400 123456","international_format":"+44 7400 123456","country":"GB","country_code":44,"dial_prefix":"+44","line_type":"mobile","carrier":"Three","region":"United Kingdom","time_zones":["Europe/Guernsey","Europe/Isle_of_Man","Europe/Jersey","Europe/London"],"possible":true}""",
            reply.Json.GetProperty("data").GetRawText());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_bad_number_is_an_answer_that_says_why_and_what_to_do(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var reply = await app.Get($"{Path}?number=0712345678");

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            """{"input":"0712345678","valid":false,"possible":false,"error":"The number does not begin with a country code. Start it with a plus sign and the country code, or say in 'country' where it is from.","reason":"country_required"}""",
            reply.Json.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task A_possible_number_in_no_known_range_is_not_valid_and_a_send_takes_the_form_that_is_answered()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"{Path}?number=07700 900000&country=GB");

        Assert.Equal(("False", "True", "no_such_range"), (reply.Data("valid"), reply.Data("possible"), reply.Data("reason")));
        await app.SendSms(reply.Data("e164"));
    }

    [Fact]
    public async Task A_code_of_no_country_says_null_where_others_say_more()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"{Path}?number=%2B800 1234 5678");

        Assert.Equal(
            """{"input":"+800 1234 5678","valid":true,"e164":"+80012345678","national_format":"1234 5678","international_format":"+800 1234 5678","country":null,"country_code":800,"dial_prefix":"+800","line_type":"toll_free","carrier":null,"region":null,"time_zones":[],"possible":true}""",
            reply.Json.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task An_extension_is_a_member_of_its_own()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get($"{Path}?number=020 7946 0123 ext. 12&country=GB");

        Assert.Equal(("12", "+442079460123"), (reply.Data("extension"), reply.Data("e164")));
    }

    [Theory]
    [InlineData("?number=+442079460123", "+442079460123", "True")]
    [InlineData("?country=DE&number=+442079460123", "+442079460123", "True")]
    [InlineData("?number=%2B442079460123", "+442079460123", "True")]
    [InlineData("?number=%20020 7946 0123&country=GB", " 020 7946 0123", "True")]
    [InlineData("?number=%20442079460123", " 442079460123", "False")]
    public async Task A_plus_sign_that_was_not_escaped_is_one_all_the_same(string query, string input, string valid)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get(Path + query);

        Assert.Equal((input, valid), (reply.Data("input"), reply.Data("valid")));
    }

    [Theory]
    [InlineData("", "number")]
    [InlineData("?number=", "number")]
    [InlineData("?country=GB", "number")]
    [InlineData("?number=%2B442079460123&number=%2B442079460124", "number")]
    [InlineData("?number=1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890x", "number")]
    [InlineData("?number=%2B442079460123&country=UK", "country")]
    [InlineData("?number=%2B442079460123&country=GBR", "country")]
    [InlineData("?number=%2B442079460123&country=826", "country")]
    [InlineData("?number=%2B442079460123&country=GB&country=DE", "country")]
    public async Task What_cannot_be_read_is_refused_with_its_field(string query, string field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Get(Path + query);

        Assert.Equal((422, 4000), (reply.Status, reply.Code));
        Assert.Equal([field], reply.Fields);
    }

    [Fact]
    public async Task Any_good_key_may_ask_whatever_its_scopes_and_nobody_without_one()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        const string Number = $"{Path}?number=%2B442079460123", Bulk = $"{Path}-bulk", Body = """{"numbers": ["+442079460123"]}""";

        foreach (var key in (string[])[await app.Key("webhooks:read"), await app.Key("sms:write", isTest: false), app.LiveKey])
            Assert.Equal((200, 200), ((await app.Get(Number, key)).Status, (await app.Post(Bulk, Body, key)).Status));

        Assert.Equal((4010, 4010), ((await app.Get(Number, "")).Code, (await app.Post(Bulk, Body, "")).Code));
    }
}
