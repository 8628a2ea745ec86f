namespace SendApi.Client;

/// <summary>An account that a person can sign in to.</summary>
public sealed record SignInAccount
{
    /// <summary>Its id, <c>acct_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>What the person may do in it: see <see cref="MemberRole"/>.</summary>
    public string Role { get; init => field = value ?? ""; } = "";
}

/// <summary>A sign-in as it stands.</summary>
public sealed record SignIn
{
    /// <summary>Its id, <c>sgn_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The person, in lower case.</summary>
    public string Email { get; init => field = value ?? ""; } = "";

    /// <summary>What the person may do: see <see cref="MemberRole"/>.</summary>
    public string Role { get; init => field = value ?? ""; } = "";

    /// <summary>The account that the person is signed in to.</summary>
    public string AccountId { get; init => field = value ?? ""; } = "";

    /// <summary>Its name.</summary>
    public string AccountName { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is that of the operator of the server.</summary>
    public bool IsOperator { get; init; }

    /// <summary>Whether signing in takes a code of an authenticator app.</summary>
    public bool HasTotp { get; init; }

    /// <summary>When its keys stop working.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>All accounts that the person joined, the first one first.</summary>
    public IReadOnlyList<SignInAccount> Accounts { get; init => field = value ?? []; } = [];

    /// <summary>Short enough for a log, and without a secret.</summary>
    public override string ToString() => $"SignIn {{ Id = {Id}, AccountId = {AccountId}, Role = {Role}, ExpiresAt = {ExpiresAt:O} }}";
}

/// <summary>A new sign-in, with its keys: they are shown this once.</summary>
public sealed record NewSignIn
{
    /// <summary>Its id, <c>sgn_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The person, in lower case.</summary>
    public string Email { get; init => field = value ?? ""; } = "";

    /// <summary>What the person may do: see <see cref="MemberRole"/>.</summary>
    public string Role { get; init => field = value ?? ""; } = "";

    /// <summary>The account that the person is signed in to.</summary>
    public string AccountId { get; init => field = value ?? ""; } = "";

    /// <summary>Its name.</summary>
    public string AccountName { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is that of the operator of the server.</summary>
    public bool IsOperator { get; init; }

    /// <summary>Whether signing in takes a code of an authenticator app.</summary>
    public bool HasTotp { get; init; }

    /// <summary>A live key that may do what the person's role allows.</summary>
    public string LiveKey { get; init => field = value ?? ""; } = "";

    /// <summary>The same for test data.</summary>
    public string TestKey { get; init => field = value ?? ""; } = "";

    /// <summary>When its keys stop working.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>All accounts that the person joined, the first one first.</summary>
    public IReadOnlyList<SignInAccount> Accounts { get; init => field = value ?? []; } = [];

    /// <summary>Short enough for a log, and without a secret.</summary>
    public override string ToString() => $"NewSignIn {{ Id = {Id}, AccountId = {AccountId}, Role = {Role}, ExpiresAt = {ExpiresAt:O} }}";
}

/// <summary>Who signs in.</summary>
public sealed record SignInRequest
{
    /// <summary>The person's address.</summary>
    public required string Email { get; init; }

    /// <summary>The person's password.</summary>
    public required string Password { get; init; }

    /// <summary>What the authenticator app shows, where two-factor is on.</summary>
    public string? Code { get; init; }

    /// <summary>The account to sign in to; without it the one that the person joined first.</summary>
    public string? AccountId { get; init; }

    /// <summary>Without the secrets, so that they get into no log.</summary>
    public override string ToString() => $"SignInRequest {{ Email = {Email}, AccountId = {AccountId} }}";
}

/// <summary>Who takes up a link.</summary>
public sealed record SignUpRequest
{
    /// <summary>What stands behind <c>token=</c> in the link.</summary>
    public required string Token { get; init; }

    /// <summary>The password to sign in with: 10 to 200 characters.</summary>
    public required string Password { get; init; }

    /// <summary>Whose it is: required with the link of the first start, and not needed otherwise.</summary>
    public string? Email { get; init; }

    /// <summary>Without the secrets, so that they get into no log.</summary>
    public override string ToString() => $"SignUpRequest {{ Email = {Email} }}";
}

/// <summary>Another password.</summary>
public sealed record ChangePasswordRequest
{
    /// <summary>The password as it is now.</summary>
    public required string CurrentPassword { get; init; }

    /// <summary>The password from now on: 10 to 200 characters.</summary>
    public required string NewPassword { get; init; }

    /// <summary>Without the secrets, so that they get into no log.</summary>
    public override string ToString() => nameof(ChangePasswordRequest);
}
