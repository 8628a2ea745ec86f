using System.Security.Cryptography;
using System.Text;
using SendApi.Core.Sending;

namespace SendApi.Server.Storage;

/// <summary>Seals what must be read back (provider passwords) with AES-256-GCM, under a key of this installation that is never in the store.</summary>
/// <remarks>The key is SENDAPI_SECRET_KEY (64 hexadecimal digits; the same on every node) or the file secret.key of the data folder, made at first use.</remarks>
public sealed class Secrets(byte[] key)
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;

    /// <summary>Finds or makes the installation's key.</summary>
    public static Secrets Open(string folder)
    {
        if (Environment.GetEnvironmentVariable("SENDAPI_SECRET_KEY") is { Length: > 0 } given)
            return new Secrets(Key(given, "SENDAPI_SECRET_KEY"));

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "secret.key");
        if (!File.Exists(path))
            Create(path);
        return new Secrets(Key(File.ReadAllText(path).Trim(), path));
    }

    public string Seal(string plain) => Convert.ToBase64String(Seal(Encoding.UTF8.GetBytes(plain)));

    /// <summary>The text that was sealed; throws <see cref="CryptographicException"/> when the key is another or a byte was changed.</summary>
    public string Unseal(string text) => Encoding.UTF8.GetString(Unseal(Convert.FromBase64String(text)));

    public byte[] Seal(byte[] plain)
    {
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return sealedBytes;
    }

    /// <summary>The bytes that were sealed; throws <see cref="CryptographicException"/> when the key is another, or a byte was changed or is missing.</summary>
    public byte[] Unseal(byte[] sealedBytes)
    {
        if (sealedBytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("Too short to have been sealed.");

        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length), plain);
        return plain;
    }

    /// <summary>The same for one purpose: what is sealed for it nothing else unseals.</summary>
    public Secrets For(string purpose) => new(Derive(purpose));

    /// <summary>32 bytes that follow from the installation's key and a purpose, and tell nothing of the key.</summary>
    public byte[] Derive(string purpose) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(purpose));

    private static byte[] Key(string text, string where) => text.Length == 2 * KeyBytes && text.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(text)
        : throw new InvalidSetting(where, $"{where} must hold {2 * KeyBytes} hexadecimal digits: the key that the providers' passwords were sealed with.");

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var draft = $"{path}.{Environment.ProcessId}";
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes))));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // The first of two processes wins; this one reads what the other made.
            File.Delete(draft);
        }
    }
}
