namespace SendApi.Client;

/// <summary>What a person puts into an authenticator app, shown this once.</summary>
public sealed record TotpSecret
{
    /// <summary>The secret in Base32, to type in.</summary>
    public string Secret { get; init => field = value ?? ""; } = "";

    /// <summary>The same as an address that apps know, <c>otpauth://…</c>.</summary>
    public string Uri { get; init => field = value ?? ""; } = "";

    /// <summary>The address as a picture to scan: a <c>data:</c> address of a PNG.</summary>
    public string QrCode { get; init => field = value ?? ""; } = "";

    /// <summary>Without the secret, so that it gets into no log.</summary>
    public override string ToString() => nameof(TotpSecret);
}

/// <summary>A code of an authenticator app.</summary>
public sealed record TotpCodeRequest
{
    /// <summary>The six digits that the app shows. Each code is taken once.</summary>
    public required string Code { get; init; }

    /// <summary>Without the code, so that it gets into no log.</summary>
    public override string ToString() => nameof(TotpCodeRequest);
}
