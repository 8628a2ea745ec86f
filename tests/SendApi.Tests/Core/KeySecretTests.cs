using CsCheck;
using SendApi.Core;

namespace SendApi.Tests.Core;

public sealed class KeySecretTests
{
    [Fact]
    public void A_key_is_its_prefix_32_random_characters_and_a_checksum()
    {
        Assert.Matches("^sk_live_[0-9A-Za-z]{38}$", KeySecret.Make(isTest: false));
        Assert.Matches("^sk_test_[0-9A-Za-z]{38}$", KeySecret.Make(isTest: true));
        Assert.True(KeySecret.IsWellFormed(KeySecret.Make(isTest: true)));
    }

    /// <summary>The checksum is the CRC-32 of ISO 3309 and zlib, so that scanners can check it: 0xCBF43926 for "123456789".</summary>
    [Fact]
    public void The_checksum_is_the_base62_CRC_32_that_everybody_can_compute()
    {
        var key = KeySecret.Make(isTest: false);

        var crc = System.IO.Hashing.Crc32.HashToUInt32(System.Text.Encoding.ASCII.GetBytes(key[..^6]));
        Assert.Equal(0xCBF43926, System.IO.Hashing.Crc32.HashToUInt32("123456789"u8));
        Assert.Equal(crc, key[^6..].Aggregate(0UL, (sum, c) => sum * 62 + (ulong)"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".IndexOf(c)));
    }

    [Fact]
    public void No_single_mistyped_character_passes() =>
        Gen.Select(Gen.Int[8, 45], Gen.Char.AlphaNumeric).Sample((place, character) =>
        {
            var key = KeySecret.Make(isTest: true).ToCharArray();
            if (key[place] == character)
                return;
            key[place] = character;
            Assert.False(KeySecret.IsWellFormed(key));
        });

    [Theory]
    [InlineData("")]
    [InlineData("sk_live_")]
    [InlineData("pk_live_RzITt50NAhQr30br5PB2pHkGDGxWq6ZB2IOZjE")]
    public void Other_texts_are_no_keys(string text) => Assert.False(KeySecret.IsWellFormed(text));

    [Theory]
    [InlineData("sms:write", "sms:read", true)]
    [InlineData("sms:read", "sms:write", false)]
    [InlineData("admin", "verify:write", true)]
    [InlineData("sms:write", "email:read", false)]
    public void Write_implies_read_and_admin_all(string granted, string needed, bool allowed) =>
        Assert.Equal(allowed, Scopes.Granted([granted]).Contains(needed));
}
