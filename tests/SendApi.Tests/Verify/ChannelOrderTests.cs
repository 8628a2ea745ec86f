using SendApi.Core.Messages;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Verify;
using SendApi.Server.Wiring;

namespace SendApi.Tests.Verify;

/// <summary>The order of channels is the operator's, and when a code takes its next step is decided by rules.</summary>
public sealed class ChannelOrderTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    [Theory, ClassData(typeof(Engines))]
    public async Task The_order_is_set_by_country_and_a_channel_that_is_asked_for_is_the_only_one(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Configure = StepShop.Settings(("Verify:Channels:in", "sms"), ("Verify:Channels:Default", "sms,sms sms")) });

        Assert.Null(await Steps(app, await Codes.Sent(app, "+919876543210")));
        Assert.Equal("sms sms", await Steps(app, await Codes.Sent(app, "+447700900101")));
        Assert.Equal("sms sms", await Steps(app, await Codes.Sent(app, "+447700900102", more: ", \"channel\": \"sms\"")));
    }

    [Theory]
    [InlineData("""{"Channels": "sms sms"}""", "Verify:Channels", "Verify:Channels:Default")]
    [InlineData("""{"Channels": {"GB": "sms telex"}}""", "Verify:Channels:GB", "'telex'")]
    [InlineData("""{"Channels": {"GB": "whatsapp sms whatsapp"}}""", "Verify:Channels:GB", "whatsapp", "twice")]
    [InlineData("""{"Channels": {"Default": "sms,email"}}""", "Verify:Channels:Default", "email", "yet")]
    [InlineData("""{"Channels": {"XX": "sms"}}""", "Verify:Channels:XX", "'XX'")]
    [InlineData("""{"Channels": {"GB": "sms sms sms sms"}}""", "Verify:Channels:GB", "4 channels")]
    [InlineData("""{"Channels": {"GB": " "}}""", "Verify:Channels:GB", "0 channels")]
    public async Task A_wrong_order_stops_the_start_by_its_name(string section, params string[] says)
    {
        var location = await Stores.Fresh(Engines.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(location.Folder, "sendapi.json"), $$"""{"Verify": {{section}}}""");

        var fault = Assert.Throws<InvalidSetting>(() => ServerHost.Build(new ServeOptions(location, ["http://127.0.0.1:0"])));

        Assert.All(says, s => Assert.Contains(s, fault.Message, StringComparison.Ordinal));
        Directory.Delete(location.Folder, recursive: true);
    }

    private static Task<string?> Steps(TestApp app, string id) => app.Db.Read(s => s.First<string>("SELECT steps FROM verifications WHERE id = @id", new { id }), default);

    [Theory]
    [InlineData(MessageStatus.Queued, 19, null, false)]
    [InlineData(MessageStatus.Queued, 20, "It had not left after 20 seconds.", false)]
    [InlineData(MessageStatus.Sent, 24, null, false)]
    [InlineData(MessageStatus.Sent, 25, "No receipt came within 20 seconds.", false)]
    [InlineData(MessageStatus.Uncertain, 6, "Nobody knows whether the text left.", false)]
    [InlineData(MessageStatus.Undelivered, 6, "The text was not delivered.", true)]
    [InlineData(MessageStatus.Failed, 6, "The text failed.", true)]
    public void A_text_is_lost_when_it_failed_or_its_time_is_over(MessageStatus status, int seconds, string? reason, bool hasFailed)
    {
        var fate = CodeFate.Of(Code(), Text(status), At(seconds), Within);

        Assert.Equal(reason is null ? new CodeFate.Waiting(At(status == MessageStatus.Sent ? 25 : 20)) : new CodeFate.Lost(reason, hasFailed, IsLate: false) { IsSilent = status == MessageStatus.Sent }, fate);
    }

    [Fact]
    public void A_code_that_arrived_or_ended_or_was_taken_back_needs_nothing_more()
    {
        Assert.IsType<CodeFate.Settled>(CodeFate.Of(Code(), Text(MessageStatus.Delivered), At(60), Within));
        Assert.IsType<CodeFate.Settled>(CodeFate.Of(Code(), Text(MessageStatus.Canceled), At(60), Within));
        Assert.IsType<CodeFate.Settled>(CodeFate.Of(Code(), null, At(60), Within));
        Assert.IsType<CodeFate.Settled>(CodeFate.Of(Code() with { Status = 20 }, Text(MessageStatus.Sent), At(60), Within));
        Assert.IsType<CodeFate.Settled>(CodeFate.Of(Code(), Text(MessageStatus.Sent), At(300), Within));
    }

    [Theory]
    [InlineData(280, false)]
    [InlineData(281, true)]
    public void A_further_text_needs_20_seconds_of_the_codes_time(int seconds, bool isLate) =>
        Assert.Equal(isLate, Assert.IsType<CodeFate.Lost>(CodeFate.Of(Code(), Text(MessageStatus.Failed), At(seconds), Within)).IsLate);

    private static long At(int seconds) => TestApp.Start.AddSeconds(seconds).ToMicros();

    private static VerificationRow Code() => new()
    {
        AccountId = "acc_1",
        IsTest = 0,
        Id = "ver_1",
        KeyId = "key_1",
        Recipient = Codes.Phone,
        Channel = "sms",
        Locale = "en",
        CodeHash = "",
        MessageId = "sms_1",
        CreatedAt = At(0),
        ExpiresAt = At(300),
    };

    /// <summary>Accepted at 0, and what it is since 5 seconds.</summary>
    private static MessageRow Text(MessageStatus status) => new()
    {
        AccountId = "acc_1",
        IsTest = 0,
        Id = "sms_1",
        KeyId = "key_1",
        Recipient = Codes.Phone,
        Content = "",
        Encoding = 0,
        Segments = 1,
        Status = (long)status,
        CreatedAt = At(0),
        UpdatedAt = At(5),
        ValidUntil = At(300),
    };
}
