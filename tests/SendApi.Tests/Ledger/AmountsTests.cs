using System.Globalization;
using CsCheck;
using SendApi.Core;
using SendApi.Server.Ledger;

namespace SendApi.Tests.Ledger;

public sealed class AmountsTests
{
    [Fact]
    public void What_is_shown_is_read_again_exactly() =>
        Gen.Long[-1_000_000_000_000_000_000, 1_000_000_000_000_000_000].Sample(millionths => Assert.Equal(millionths, Amounts.Read(Shown.Amount(millionths))));

    [Fact]
    public void An_amount_is_read_exactly_or_not_at_all() =>
        Gen.Select(Gen.Long[0, 9_999_999], Gen.String[Gen.Char['0', '9'], 0, 40]).Sample((whole, places) =>
        {
            var read = Amounts.Read($"{whole}.{places}");

            var isExact = places.TrimEnd('0').Length <= 6;
            if (read is { } millionths)
                Assert.Equal((true, $"{whole}{places.PadRight(6, '0')[..6]}".TrimStart('0').PadLeft(1, '0')), (isExact, millionths.ToString(CultureInfo.InvariantCulture)));
            else
                Assert.True(!isExact || places.Length > 6, $"{whole}.{places} was not read");
        });

    [Theory]
    [InlineData("25", 25_000_000)]
    [InlineData("25.00", 25_000_000)]
    [InlineData("0.000001", 1)]
    [InlineData("-0.5", -500_000)]
    [InlineData("1.0000000", 1_000_000)]
    [InlineData("1000000000000", 1_000_000_000_000_000_000)]
    public void A_plain_decimal_number_is_an_amount(string text, long millionths) => Assert.Equal(millionths, Amounts.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("1,000.00")]
    [InlineData("1e3")]
    [InlineData("$1")]
    [InlineData("(1)")]
    [InlineData("0x1F")]
    [InlineData("NaN")]
    [InlineData("١")]
    [InlineData("0.0000001")]
    [InlineData("1000000000000.000001")]
    [InlineData("1.0000000000000000000000000000000001")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Anything_else_is_none(string text) => Assert.Null(Amounts.Read(text));
}
