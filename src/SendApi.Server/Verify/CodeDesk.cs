using SendApi.Core.Codes;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>Keeps the secrets of codes: what is stored of one is a hash under a key of this installation.</summary>
public sealed class CodeDesk(Secrets secrets)
{
    private readonly byte[] _key = secrets.Derive("verify.codes");

    public string Hash(string verificationId, string code) => OneTimeCode.Hash(_key, verificationId, code);

    public bool Matches(VerificationRow row, string code) => OneTimeCode.Matches(row.CodeHash, _key, row.Id, code);

    public string Seal(string words) => secrets.Seal(words);
}
