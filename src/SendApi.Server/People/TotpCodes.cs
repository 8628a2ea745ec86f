using OtpNet;
using QRCoder;
using SendApi.Server.Storage;

namespace SendApi.Server.People;

/// <summary>What a person puts into an authenticator app: shown once, sealed in the store.</summary>
/// <param name="Uri">The same as an address that apps know.</param>
/// <param name="QrCode">The address as a picture: a <c>data:</c> address of a PNG.</param>
public sealed record TotpView(string Secret, string Uri, string QrCode);

/// <summary>The codes of authenticator apps: RFC 6238 with SHA-1, six digits and steps of thirty seconds, which is what all apps can do.</summary>
public sealed class TotpCodes(Secrets secrets, TimeProvider clock)
{
    private const int SecretBytes = 20, PixelsPerModule = 6;

    private const string Issuer = "SendAPI";

    // A clock may be half a minute off, and a person needs time to type.
    private static readonly VerificationWindow Around = new(previous: 1, future: 1);

    /// <summary>A new secret, to show, and the same sealed.</summary>
    public (TotpView View, string Sealed) Make(string email)
    {
        var secret = Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes)).TrimEnd('=');
        var uri = $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(email)}?secret={secret}&issuer={Issuer}";
        return (new(secret, uri, Picture(uri)), secrets.Seal(secret));
    }

    /// <summary>The time step that a code is of; null for a wrong one.</summary>
    public long? Step(string sealedSecret, string code)
    {
        var totp = new Totp(Base32Encoding.ToBytes(secrets.Unseal(sealedSecret)));
        return totp.VerifyTotp(clock.GetUtcNow().UtcDateTime, code.Replace(" ", "", StringComparison.Ordinal), out var step, Around) ? step : null;
    }

    private static string Picture(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        return "data:image/png;base64," + Convert.ToBase64String(png.GetGraphic(PixelsPerModule));
    }
}
