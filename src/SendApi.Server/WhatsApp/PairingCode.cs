using QRCoder;

namespace SendApi.Server.WhatsApp;

/// <summary>The code that a phone scans, as a picture.</summary>
/// <param name="Picture">A <c>data:</c> address of a PNG.</param>
public sealed record PairingCode(string Picture, DateTimeOffset ExpiresAt)
{
    /// <summary>A gateway shows a code anew before this is over; a fresh one is asked for.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private const int PixelsPerModule = 6;

    public static PairingCode Of(string text, DateTimeOffset now)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        return new("data:image/png;base64," + Convert.ToBase64String(png.GetGraphic(PixelsPerModule)), now + Life);
    }
}
