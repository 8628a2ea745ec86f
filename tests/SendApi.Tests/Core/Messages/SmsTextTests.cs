using CsCheck;
using SendApi.Core.Messages;

namespace SendApi.Tests.Core.Messages;

/// <summary>Segments are money: their number, their borders and the characters that may not be torn apart.</summary>
public sealed class SmsTextTests
{
    private static readonly Gen<string> Gsm7Texts = Gen.Char["aZ0 \n@é{}[]~\\^|€"].Array[0, 1_000].Select(c => new string(c));

    private static readonly Gen<string> Ucs2Texts = Gen.OneOf("a", "€", "й", "漢", "😀", "👩‍👧", "\uD83D", "\uDE00")
        .Array[1, 400].Select(pieces => "й" + string.Concat(pieces));

    private static readonly Gen<string> Texts = Gen.OneOf(Gsm7Texts, Ucs2Texts);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    [InlineData(1_530, 10)]
    [InlineData(1_531, 11)]
    public void Gsm_7_holds_160_septets_alone_and_153_a_part(int septets, int segments)
    {
        var text = SmsText.Measure(new string('a', septets));

        Assert.Equal(("GSM-7", segments), (text.EncodingName, text.Segments));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void Ucs_2_holds_70_units_alone_and_67_a_part(int units, int segments)
    {
        var text = SmsText.Measure(new string('й', units));

        Assert.Equal(("UCS-2", segments), (text.EncodingName, text.Segments));
    }

    [Theory]
    [InlineData(80, 1)]
    [InlineData(81, 2)]
    [InlineData(152, 2)]
    [InlineData(153, 3)]
    public void A_character_of_the_extension_table_counts_two_and_76_fit_in_a_part(int count, int segments) =>
        Assert.Equal(segments, SmsText.Measure(new string('€', count)).Segments);

    [Fact]
    public void An_escape_sequence_at_the_border_goes_whole_into_the_next_part()
    {
        var parts = SmsText.Measure(new string('a', 152) + "€" + new string('b', 20)).Parts();

        Assert.Equal([new string('a', 152), "€" + new string('b', 20)], parts);
    }

    [Fact]
    public void A_surrogate_pair_at_the_border_goes_whole_into_the_next_part()
    {
        var parts = SmsText.Measure(new string('й', 66) + "😀" + new string('й', 10)).Parts();

        Assert.Equal([new string('й', 66), "😀" + new string('й', 10)], parts);
    }

    [Fact]
    public void One_character_outside_the_alphabet_makes_the_whole_text_ucs_2() =>
        Assert.Equal(SmsEncoding.Ucs2, SmsText.Measure(new string('a', 50) + "’").Encoding);

    [Fact]
    public void The_parts_together_are_the_whole() =>
        Texts.Sample(text => string.Concat(SmsText.Measure(text).Parts()) == text);

    [Fact]
    public void There_are_as_many_parts_as_segments_and_none_is_empty() => Texts.Sample(text =>
    {
        var sms = SmsText.Measure(text);
        var parts = sms.Parts();

        return parts.Count == sms.Segments && (text.Length == 0 || parts.All(part => part.Length > 0));
    });

    [Fact]
    public void No_part_is_longer_than_the_network_carries() => Texts.Sample(text =>
    {
        var sms = SmsText.Measure(text);
        var room = (sms.Encoding, sms.Segments) switch
        {
            (SmsEncoding.Gsm7, 1) => 160,
            (SmsEncoding.Gsm7, _) => 153,
            (_, 1) => 140,
            _ => 134,
        };

        return sms.Parts().All(part => sms.Octets(part).Length <= room);
    });

    [Fact]
    public void No_part_could_have_held_the_first_character_of_the_next() => Texts.Sample(text =>
    {
        var sms = SmsText.Measure(text);
        var parts = sms.Parts();
        var room = sms.Encoding == SmsEncoding.Gsm7 ? 153 : 134;

        return parts.Zip(parts.Skip(1)).All(pair => sms.Octets(pair.First).Length + sms.Octets(FirstCharacter(pair.Second)).Length > room);
    });

    [Fact]
    public void No_surrogate_pair_is_split() => Ucs2Texts.Sample(text =>
    {
        var parts = SmsText.Measure(text).Parts();

        return parts.Zip(parts.Skip(1)).All(pair => !char.IsSurrogatePair(pair.First[^1], pair.Second[0]));
    });

    [Fact]
    public void No_escape_sequence_is_split() => Gsm7Texts.Sample(text =>
    {
        var sms = SmsText.Measure(text);

        return sms.Parts().All(part => sms.Octets(part) is not [.., Gsm7.Escape]);
    });

    [Fact]
    public void Ucs_2_is_carried_with_the_high_octet_first() =>
        Assert.Equal([0x04, 0x39, 0xD8, 0x3D, 0xDE, 0x00], SmsText.Measure("й😀").Octets("й😀"));

    private static string FirstCharacter(string text) =>
        text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) ? text[..2] : text[..1];
}
