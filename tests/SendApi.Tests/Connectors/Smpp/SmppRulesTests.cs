using CsCheck;
using SendApi.Connectors.Smpp;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;
using SendApi.Simulator.Smsc;

namespace SendApi.Tests.Connectors.Smpp;

/// <summary>The rules that need no wire: settings, addresses, parts, times, statuses.</summary>
public sealed class SmppRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("port", "0"), InlineData("port", "http"), InlineData("window", "0"), InlineData("window", "1001"), InlineData("bind", "both")]
    [InlineData("tls", "maybe"), InlineData("source_ton", "256"), InlineData("enquire_link_seconds", "-1"), InlineData("long_messages", "split")]
    [InlineData("request_receipts", "1"), InlineData("system_type", "more than twelve"), InlineData("colour", "blue"), InlineData("host", "")]
    public void A_wrong_setting_is_refused_by_name(string name, string value)
    {
        var fault = Assert.Throws<InvalidSetting>(() => Given.Options(2775, (name, value)));
        Assert.Equal(name, fault.Name);
        Assert.Contains($"'{name}'", fault.Message);
    }

    [Fact]
    public void The_password_is_not_in_the_options_text() => Assert.DoesNotContain("secret", Given.Options(2775).ToString());

    [Fact]
    public void The_described_defaults_are_the_real_ones()
    {
        var said = SmppOptions.Info.Settings.Where(s => s.Default is not null && s.Name != "port").Select(s => (s.Name, s.Default!)).ToArray();
        Assert.Equal(Given.Options(2775) with { Host = "" }, Given.Options(2775, said) with { Host = "" });
    }

    [Theory]
    [InlineData("Shop", 5, 0, "Shop"), InlineData("+447700900001", 1, 1, "447700900001"), InlineData("447700900001", 1, 1, "447700900001")]
    [InlineData("80888", 3, 0, "80888"), InlineData(null, 0, 0, "")]
    public void The_senders_form_decides_its_type_and_plan(string? from, byte ton, byte npi, string number)
    {
        var message = Assert.Single(new SmppMessages(Given.Options(1), 0).Build(Given.Message(from: from), Now));
        Assert.Equal(new SmppAddress(ton, npi, number), message.Source);
        Assert.Equal(new SmppAddress(1, 1, "447700900000"), message.Destination);
    }

    [Fact]
    public void Set_types_and_plans_and_the_default_sender_are_used()
    {
        var options = Given.Options(1, ("source_ton", "6"), ("source_npi", "9"), ("dest_ton", "2"), ("dest_npi", "8"),
            ("default_sender", "Main"), ("request_receipts", "no"));
        var message = Assert.Single(new SmppMessages(options, 0).Build(Given.Message(from: null), Now));
        Assert.Equal(new SmppAddress(6, 9, "Main"), message.Source);
        Assert.Equal(new SmppAddress(2, 8, "447700900000"), message.Destination);
        Assert.Equal(0, message.RegisteredDelivery);
    }

    [Fact]
    public void The_parts_of_any_long_text_come_together_again() =>
        Gen.Select(Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['А', 'я'], Gen.OneOf('€', '[', '@')), 0, 700], Gen.OneOf("udh", "sar"), Gen.Byte)
            .Sample((text, form, reference) =>
            {
                var parts = new SmppMessages(Given.Options(1, ("long_messages", form)), reference).Build(Given.Message(text), Now);
                var read = parts.Select(part => SimulatedSubmit.Read("1", "shop", part)).ToList();
                Assert.Equal(text, string.Concat(read.Select(part => part.Text)));
                Assert.All(parts, part => Assert.True(part.ShortMessage.Length <= (part.DataCoding == 8 ? 140 : 160)));
                if (parts.Count > 1)
                    Assert.Equal(read.Select((_, i) => new Concatenation((byte)(reference + 1), parts.Count, i + 1)), read.Select(part => part.Place!.Value));
            }, iter: 2_000);

    [Fact]
    public void A_long_text_can_travel_in_one_payload()
    {
        var text = Given.Long(400);
        var message = Assert.Single(new SmppMessages(Given.Options(1, ("long_messages", "payload")), 0).Build(Given.Message(text), Now));
        Assert.True(message.ShortMessage.IsEmpty);
        Assert.Equal(text, SimulatedSubmit.Read("1", "shop", message).Text);
    }

    [Fact]
    public void Random_headers_never_crash_the_reader() => Gen.Byte.Array[0, 20].Sample(octets => _ = Concatenation.Read(octets), iter: 20_000);

    [Theory, InlineData(90, "000000000130000R"), InlineData(86_400 * 2 + 3_600, "000002010000000R"), InlineData(86_400 * 90, "000030000000000R")]
    public void A_validity_is_written_relative(int seconds, string expected)
    {
        Assert.Equal(expected, SmppTime.Relative(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(expected, new SmppMessages(Given.Options(1), 0).Build(Given.Message(validUntil: Now.AddSeconds(seconds)), Now)[0].ValidityPeriod);
    }

    [Theory]
    [InlineData("2603091205", "2026-03-09T12:05:00Z"), InlineData("260309120507", "2026-03-09T12:05:07Z"), InlineData("20260309120507", "2026-03-09T12:05:07Z")]
    [InlineData("202603091205", "2026-03-09T12:05:00Z"), InlineData("soon", null), InlineData("", null)]
    public void A_receipts_date_is_read_in_the_forms_carriers_use(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), SmppTime.ReceiptDate(text));

    [Fact]
    public void Every_status_of_the_specification_has_a_verdict()
    {
        Assert.Equal(Enum.GetValues<SmppStatus>(), SmppErrors.All.Select(error => error.Status).Order());
        Assert.Equal("ESME_RTHROTTLED", SmppErrors.Of(SmppStatus.ESME_RTHROTTLED).Name);
        Assert.Equal(SmppVerdict.Throttled, SmppErrors.Of((SmppStatus)0x14).Verdict);
    }

    [Fact]
    public void A_status_of_the_carriers_own_is_a_refusal_named_by_its_number()
    {
        var error = SmppErrors.Of((SmppStatus)0x410);
        Assert.Equal((SmppVerdict.Rejected, "0x00000410"), (error.Verdict, error.Name));
    }

    [Fact]
    public void Waits_between_binds_double_up_to_a_minute_and_are_longer_after_a_refusal()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 8).Select(n => (int)SmppBackoff.Wait(n, false, 1).TotalSeconds));
        Assert.Equal(0.75, SmppBackoff.Wait(1, false, 0).TotalSeconds);
        Assert.Equal([15, 30, 60, 120, 240, 300], Enumerable.Range(1, 6).Select(n => (int)SmppBackoff.Wait(n, true, 1).TotalSeconds));
    }
}
