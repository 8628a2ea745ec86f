using System.Security.Cryptography;

namespace SendApi.Tests.Storage;

public sealed class SecretsTests
{
    [Fact]
    public void What_was_sealed_is_read_back_and_never_looks_the_same_twice()
    {
        var secrets = new Secrets(RandomNumberGenerator.GetBytes(32));

        Assert.Equal("a password", secrets.Unseal(secrets.Seal("a password")));
        Assert.NotEqual(secrets.Seal("a password"), secrets.Seal("a password"));
    }

    [Fact]
    public void A_changed_byte_or_another_key_is_refused()
    {
        var secrets = new Secrets(RandomNumberGenerator.GetBytes(32));
        var bytes = Convert.FromBase64String(secrets.Seal("a password"));
        bytes[15] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => secrets.Unseal(Convert.ToBase64String(bytes)));
        Assert.ThrowsAny<CryptographicException>(() => new Secrets(RandomNumberGenerator.GetBytes(32)).Unseal(secrets.Seal("x")));
    }

    [Fact]
    public void The_key_file_is_made_once_and_only_its_owner_may_read_it()
    {
        var folder = Directory.CreateTempSubdirectory("sendapi-test-").FullName;

        var text = Secrets.Open(folder).Seal("a password");

        Assert.Equal("a password", Secrets.Open(folder).Unseal(text));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "secret.key")));
        Directory.Delete(folder, recursive: true);
    }
}
