using System.Globalization;
using CsCheck;
using SendApi.Core.Messages;

namespace SendApi.Tests.Core.Messages;

/// <summary>The alphabet against the tables of 3GPP TS 23.038, written out here by code point and not taken from the code under test.</summary>
public sealed class Gsm7Tests
{
    /// <summary>Section 6.2.1, sixteen septets a row from 0x00 on; 0x1B is the escape and no character.</summary>
    private const string BasicTable = """
        0040 00A3 0024 00A5 00E8 00E9 00F9 00EC 00F2 00C7 000A 00D8 00F8 000D 00C5 00E5
        0394 005F 03A6 0393 039B 03A9 03A0 03A8 03A3 0398 039E ---- 00C6 00E6 00DF 00C9
        0020 0021 0022 0023 00A4 0025 0026 0027 0028 0029 002A 002B 002C 002D 002E 002F
        0030 0031 0032 0033 0034 0035 0036 0037 0038 0039 003A 003B 003C 003D 003E 003F
        00A1 0041 0042 0043 0044 0045 0046 0047 0048 0049 004A 004B 004C 004D 004E 004F
        0050 0051 0052 0053 0054 0055 0056 0057 0058 0059 005A 00C4 00D6 00D1 00DC 00A7
        00BF 0061 0062 0063 0064 0065 0066 0067 0068 0069 006A 006B 006C 006D 006E 006F
        0070 0071 0072 0073 0074 0075 0076 0077 0078 0079 007A 00E4 00F6 00F1 00FC 00E0
        """;

    /// <summary>Section 6.2.1.1: septet after the escape, code point.</summary>
    private const string ExtensionTable = "0A:000C 14:005E 28:007B 29:007D 2F:005C 3C:005B 3D:007E 3E:005D 40:007C 65:20AC";

    private static readonly IReadOnlyDictionary<char, byte[]> Standard = ReadTables();

    [Fact]
    public void The_tables_hold_127_basic_and_10_extension_characters()
    {
        Assert.Equal(127, Standard.Values.Count(septets => septets.Length == 1));
        Assert.Equal(10, Standard.Values.Count(septets => septets.Length == 2));
    }

    [Fact]
    public void Every_character_has_the_septets_of_the_standard_both_ways() => Assert.All(Standard, entry =>
    {
        var (character, septets) = entry;
        Assert.Equal(septets, Gsm7.Encode(character.ToString()));
        Assert.Equal(character.ToString(), Gsm7.Decode(septets));
    });

    [Fact]
    public void Every_character_there_is_takes_the_septets_of_the_standard_and_no_other_takes_any()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var expected = Standard.TryGetValue((char)code, out var septets) ? septets.Length : 0;
            Assert.True(expected == Gsm7.Septets((char)code), $"U+{code:X4} should take {expected} septets.");
        }
    }

    [Fact]
    public void Any_text_of_the_alphabet_comes_back_as_it_went() =>
        Gen.OneOf(Standard.Keys.ToArray()).Array[0, 400].Select(c => new string(c))
            .Sample(text => Gsm7.Decode(Gsm7.Encode(text)) == text);

    [Theory]
    [InlineData("`")]
    [InlineData("\t")]
    [InlineData("\u00E7")]
    [InlineData("\uFFFF")]
    [InlineData("😀")]
    public void A_character_outside_the_alphabet_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => Gsm7.Encode(text));

    [Theory]
    [InlineData(new byte[] { 0x1B, 0x41 }, "A")]
    [InlineData(new byte[] { 0x41, 0x1B }, "A ")]
    [InlineData(new byte[] { 0x1B, 0x1B }, " ")]
    [InlineData(new byte[] { 0x80 | 0x41 }, "A")]
    public void What_the_tables_do_not_hold_is_still_read_as_the_standard_asks(byte[] septets, string expected) =>
        Assert.Equal(expected, Gsm7.Decode(septets));

    private static Dictionary<char, byte[]> ReadTables()
    {
        var table = new Dictionary<char, byte[]>();
        var basic = BasicTable.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        for (var septet = 0; septet < basic.Length; septet++)
            if (septet != 0x1B)
                table.Add(Character(basic[septet]), [(byte)septet]);

        foreach (var entry in ExtensionTable.Split(' '))
            table.Add(Character(entry[3..]), [0x1B, byte.Parse(entry[..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture)]);
        return table;
    }

    private static char Character(string hex) => (char)int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
