using SendApi.Core.WhatsApp;

namespace SendApi.Tests.WhatsApp;

/// <summary>What a file is, by its first bytes.</summary>
public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("FFD8FFE000104A464946", "image/jpeg"), InlineData("89504E470D0A1A0A", "image/png"), InlineData("474946383961", "image/gif"), InlineData("52494646000000005745425056503820", "image/webp")]
    [InlineData("255044462D312E37", "application/pdf"), InlineData("4F676753", "audio/ogg"), InlineData("2321414D520A", "audio/amr"), InlineData("49443304", "audio/mpeg"), InlineData("FFFB9064", "audio/mpeg"), InlineData("FFF15080", "audio/aac")]
    [InlineData("0000001866747970336770340000", "video/3gpp"), InlineData("00000018667479704D344120", "audio/mp4"), InlineData("000000186674797069736F6D", "video/mp4"), InlineData("504B0304", null), InlineData("FF", null), InlineData("", null)]
    public void It_is_seen(string bytes, string? type) => Assert.Equal(type, MediaTypes.Seen(Convert.FromHexString(bytes)));

    [Theory]
    [InlineData("image/jpg", null, "image/jpeg", true), InlineData("image/png", null, "image/jpeg", false), InlineData(null, "text/html", "image/jpeg", true)]
    public void What_the_caller_says_must_hold_and_what_a_host_says_need_not(string? told, string? heard, string type, bool isGood)
    {
        var wrong = MediaTypes.Prove(ContentKind.Image, [0xFF, 0xD8, 0xFF, 0xE0], told, heard, out var found);

        Assert.Equal((type, isGood), (found, wrong is null));
    }

    [Theory]
    [InlineData("text/csv", null, "text/csv"), InlineData(null, "text/csv; charset=utf-8", "text/csv"), InlineData(null, "application/pdf", "application/octet-stream"), InlineData(null, null, "application/octet-stream")]
    public void A_document_may_be_anything_that_it_does_not_say_falsely(string? told, string? heard, string type)
    {
        Assert.Null(MediaTypes.Prove(ContentKind.Document, "a,b"u8, told, heard, out var found));
        Assert.Equal(type, found);
        Assert.NotNull(MediaTypes.Prove(ContentKind.Document, "a,b"u8, "application/pdf", null, out _));
    }
}
