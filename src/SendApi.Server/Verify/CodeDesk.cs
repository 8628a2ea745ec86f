using SendApi.Core.Codes;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>Keeps the secrets of codes: what is stored of one is a hash under a key of this installation, and sealed under another while it may have to be sent once more.</summary>
public sealed class CodeDesk(Secrets secrets)
{
    private readonly byte[] _key = secrets.Derive("verify.codes");

    public string Hash(string verificationId, string code) => OneTimeCode.Hash(_key, verificationId, code);

    public bool Matches(VerificationRow row, string code) => OneTimeCode.Matches(row.CodeHash, _key, row.Id, code);

    public string Seal(string words) => secrets.Seal(words);

    /// <summary>The code that was sealed; throws <see cref="System.Security.Cryptography.CryptographicException"/> where it cannot be read.</summary>
    public string Unseal(VerificationRow row) => secrets.Unseal(row.Sealed ?? throw new InvalidOperationException($"Verification {row.Id} has steps and no sealed code."));
}
