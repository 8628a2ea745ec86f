using System.Text;
using System.Text.Json;
using PhoneNumbers;

namespace SendApi.Tests.Phone;

public sealed class ValidateBulkTests
{
    private const string Path = "/v1/phone/validate-bulk";

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    [Theory, ClassData(typeof(Engines))]
    public async Task Each_row_is_answered_in_its_place_and_one_that_is_there_twice_twice(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var reply = await app.Post(Path, """
            {"country": "GB", "numbers": ["020 7946 0123", "hello", {"number": "202-555-0123", "country": "us"}, "020 7946 0123", {"number": "020 7946 0124"}, "", "+33 6 12 34 56 78"]}
            """);

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json; charset=utf-8", reply.Headers["Content-Type"]);
        Assert.Equal(["+442079460123", "not_a_number", "+12025550123", "+442079460123", "+442079460124", "not_a_number", "+33612345678"], Results(reply).Select(Outcome));
        Assert.Equal(["020 7946 0123", "hello", "202-555-0123", "020 7946 0123", "020 7946 0124", "", "+33 6 12 34 56 78"], Results(reply).Select(r => r.GetProperty("input").GetString()));
        Assert.Equal(("7", "5", "2"), (reply.Data("total"), reply.Data("valid"), reply.Data("invalid")));
    }

    [Fact]
    public async Task A_row_is_answered_as_the_number_alone_is()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        foreach (var (number, country) in ((string, string)[])[("07400 123456", "GB"), ("+80012345678", ""), ("07700 900000", "GB"), ("0712", ""), ("020 7946 0123 x12", "GB")])
        {
            var bulk = await app.Post(Path, JsonSerializer.Serialize(new { numbers = (string[])[number], country }));
            var alone = await app.Get($"/v1/phone/validate?number={Uri.EscapeDataString(number)}&country={country}");

            Assert.Equal(alone.Json.GetProperty("data").GetRawText(), Assert.Single(Results(bulk)).GetRawText());
        }
    }

    [Fact]
    public async Task The_example_numbers_of_every_country_and_type_are_what_the_library_says_of_them()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var examples = Examples().ToList();
        Assert.True(examples.Count > 1_000, "The library has a number of each type for each of 245 countries.");

        foreach (var rows in examples.Chunk(1_000))
        {
            var reply = await app.Post(Path, JsonSerializer.Serialize(new { numbers = rows.Select(n => Library.Format(n, PhoneNumberFormat.E164)) }));

            Assert.Equal(rows.Select(Told), Results(reply).Select(Told));
        }
    }

    [Fact]
    public async Task A_thousand_rows_are_taken_and_one_more_is_not()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var thousand = await app.Post(Path, Rows(1_000));
        var more = await app.Post(Path, Rows(1_001));

        Assert.Equal((200, "1000"), (thousand.Status, thousand.Data("valid")));
        Assert.Equal((422, 4000), (more.Status, more.Code));
        Assert.Equal(["numbers"], more.Fields);
        Assert.Contains("1,001", more.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bulk_counts_as_one_request()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await app.SetPlan("Unlimited", "requests_per_minute = 2");

        Assert.Equal((200, 200, 4029), ((await app.Post(Path, Rows(1_000))).Status, (await app.Post(Path, Rows(1_000))).Status, (await app.Post(Path, Rows(1))).Code));
    }

    [Theory]
    [InlineData("""{}""", 422, "numbers")]
    [InlineData("""{"numbers": null}""", 422, "numbers")]
    [InlineData("""{"numbers": []}""", 422, "numbers")]
    [InlineData("""{"numbers": ["+442079460123", {"country": "GB"}]}""", 422, "numbers[1]")]
    [InlineData("""{"numbers": [{"number": null}]}""", 422, "numbers[0]")]
    [InlineData("""{"numbers": ["0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x"]}""", 422, "numbers[0]")]
    [InlineData("""{"numbers": [{"number": "020 7946 0123", "country": "UK"}]}""", 422, "numbers[0].country")]
    [InlineData("""{"numbers": ["020 7946 0123"], "country": "England"}""", 422, "country")]
    [InlineData("""{"numbers": "+442079460123"}""", 400, "numbers")]
    [InlineData("""{"numbers": [442079460123]}""", 400, "numbers[0]")]
    [InlineData("""{"numbers": ["+442079460123", null]}""", 422, "numbers[1]")]
    [InlineData("""{"numbers": [["+442079460123"]]}""", 400, "numbers[0]")]
    [InlineData("""{"numbers": [{"number": 442079460123}]}""", 400, "numbers[0]")]
    [InlineData("""{"numbers": ["\ud83d"]}""", 400, "numbers[0]")]
    [InlineData("""{"numbers": ["+442079460123"], "country": 44}""", 400, "country")]
    [InlineData("""{"numbers": ["+442079460123"]""", 400, null)]
    [InlineData("""["+442079460123"]""", 400, null)]
    public async Task What_cannot_be_read_is_refused_with_its_field(string body, int status, string? field)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(Path, body);

        Assert.Equal((status, 4000), (reply.Status, reply.Code));
        Assert.Equal(field is null ? [] : [field], reply.Fields);
    }

    [Fact]
    public async Task Of_many_rows_that_cannot_be_read_twenty_are_named()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await app.Post(Path, $$"""{"numbers": [{{string.Join(',', Enumerable.Repeat("{}", 1_000))}}]}""");

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"numbers[{i}]"), reply.Fields);
    }

    [Fact]
    public async Task A_body_of_the_wrong_kind_or_size_is_refused()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var text = await app.Send(new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent("+442079460123", Encoding.UTF8, "text/plain") }, app.TestKey);
        var large = await app.Post(Path, $$"""{"numbers": ["{{new string('0', 1_048_576)}}"]}""");

        Assert.Equal((415, 4150), (text.Status, text.Code));
        Assert.Equal((413, 4130), (large.Status, large.Code));
    }

    private static string Rows(int count) =>
        JsonSerializer.Serialize(new { numbers = Enumerable.Range(0, count).Select(i => $"+4420794{i:00000}") });

    private static IEnumerable<JsonElement> Results(Reply reply) => reply.Json.GetProperty("data").GetProperty("results").EnumerateArray();

    private static string? Outcome(JsonElement result) => result.GetProperty(result.GetProperty("valid").GetBoolean() ? "e164" : "reason").GetString();

    private static IEnumerable<PhoneNumbers.PhoneNumber> Examples() =>
        Library.GetSupportedRegions().Order(StringComparer.Ordinal).SelectMany(region => Enum.GetValues<PhoneNumberType>().Select(type => Library.GetExampleNumberForType(region, type)))
            .Concat(Library.GetSupportedGlobalNetworkCallingCodes().Select(Library.GetExampleNumberForNonGeoEntity))
            .OfType<PhoneNumbers.PhoneNumber>();

    /// <summary>What the answer says, in one line.</summary>
    private static string Told(JsonElement result) => string.Join('|', ((string[])["valid", "possible", "e164", "national_format", "international_format", "country", "country_code", "line_type", "carrier", "region", "time_zones"])
        .Select(name => result.TryGetProperty(name, out var value) ? value.ToString() : "absent"));

    /// <summary>The same by the library, asked for each thing by itself and as its documentation says.</summary>
    private static string Told(PhoneNumbers.PhoneNumber number)
    {
        var zones = PhoneNumberToTimeZonesMapper.GetInstance().GetTimeZonesForNumber(number);
        return string.Join('|',
            Library.IsValidNumber(number), Library.IsPossibleNumber(number),
            Library.Format(number, PhoneNumberFormat.E164), Library.Format(number, PhoneNumberFormat.NATIONAL), Library.Format(number, PhoneNumberFormat.INTERNATIONAL),
            Library.GetRegionCodeForNumber(number) is { } region && region != "001" ? region : "", number.CountryCode, LineOf(Library.GetNumberType(number)),
            PhoneNumberToCarrierMapper.GetInstance().GetNameForNumber(number, Locale.English), PhoneNumberOfflineGeocoder.GetInstance().GetDescriptionForNumber(number, Locale.English),
            zones is ["Etc/Unknown"] ? "[]" : JsonSerializer.Serialize(zones));
    }

    private static string LineOf(PhoneNumberType type) => type switch
    {
        PhoneNumberType.MOBILE => "mobile",
        PhoneNumberType.FIXED_LINE => "landline",
        PhoneNumberType.VOIP => "voip",
        PhoneNumberType.TOLL_FREE => "toll_free",
        PhoneNumberType.PREMIUM_RATE => "premium",
        _ => "unknown",
    };
}
