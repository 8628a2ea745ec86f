using SendApi.Core.Codes;

namespace SendApi.Tests.Core.Codes;

/// <summary>Codes are unbiased, and nothing that is kept of one tells it.</summary>
public sealed class OneTimeCodeTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>Pearson's chi-squared test over each place of 200,000 codes: with 9 degrees of freedom a fair source passes 45.1 once in a million times.</summary>
    [Fact]
    public void Every_digit_is_as_likely_as_every_other_at_every_place()
    {
        const int Codes = 200_000, Length = 6;
        const double Limit = 45.1, Expected = Codes / 10.0;
        var counts = new int[Length, 10];
        for (var i = 0; i < Codes; i++)
        {
            var code = OneTimeCode.New(Length);
            for (var place = 0; place < Length; place++)
                counts[place, code[place] - '0']++;
        }

        for (var place = 0; place < Length; place++)
        {
            var chiSquared = Enumerable.Range(0, 10).Sum(digit => Math.Pow(counts[place, digit] - Expected, 2) / Expected);
            Assert.True(chiSquared < Limit, $"Place {place}: {chiSquared}");
        }
    }

    /// <summary>Each code beside the one before it: 10,000 pairs of 4 digits, in which neighbours tell nothing of each other. With 9,999 degrees of freedom a fair source passes 10,690 once in a million times.</summary>
    [Fact]
    public void A_code_is_as_likely_as_every_other()
    {
        const int Codes = 1_000_000, Kinds = 10_000;
        const double Limit = 10_690, Expected = (double)Codes / Kinds;
        var counts = new int[Kinds];
        for (var i = 0; i < Codes; i++)
            counts[int.Parse(OneTimeCode.New(4), System.Globalization.CultureInfo.InvariantCulture)]++;

        Assert.InRange(counts.Sum(count => Math.Pow(count - Expected, 2) / Expected), Kinds - (Limit - Kinds), Limit);
    }

    [Theory]
    [InlineData(4), InlineData(6), InlineData(8)]
    public void A_code_has_the_length_that_was_asked_for_zeros_in_front_included(int length)
    {
        var codes = Enumerable.Range(0, 500).Select(_ => OneTimeCode.New(length)).ToList();

        Assert.All(codes, code => Assert.Matches($"^[0-9]{{{length}}}$", code));
        Assert.Contains(codes, code => code[0] == '0');
    }

    [Fact]
    public void A_hash_matches_its_own_code_and_verification_alone()
    {
        var hash = OneTimeCode.Hash(Secret, "ver_1", "042133");

        Assert.True(OneTimeCode.Matches(hash, Secret, "ver_1", "042133"));
        Assert.False(OneTimeCode.Matches(hash, Secret, "ver_1", "42133"));
        Assert.False(OneTimeCode.Matches(hash, Secret, "ver_2", "042133"));
        Assert.False(OneTimeCode.Matches(hash, [.. Secret.Reverse()], "ver_1", "042133"));
        Assert.False(OneTimeCode.Matches("", Secret, "ver_1", "042133"));
        Assert.DoesNotContain("042133", hash, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123456", "123456")]
    [InlineData(" 123 456 ", "123456")]
    [InlineData("123-456", "123456")]
    [InlineData("0000", "0000")]
    [InlineData("123", null)]
    [InlineData("123456789", null)]
    [InlineData("12345a", null)]
    [InlineData("١٢٣٤٥٦", null)]
    [InlineData("", null)]
    [InlineData("1 2 3 4 5 6 7 8 9", null)]
    public void What_a_person_types_is_read_with_patience(string typed, string? code) => Assert.Equal(code, OneTimeCode.Read(typed));
}
