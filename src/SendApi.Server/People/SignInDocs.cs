using SendApi.Server.Http;

namespace SendApi.Server.People;

/// <summary>Signing in in words, for the reference and the OpenAPI document.</summary>
internal static class SignInDocs
{
    /// <summary>In place of the token of a link.</summary>
    internal const string Token = "qT3vWm2XhB7dYpLs5RzNc8JgEa4Uo1iQxKb9fKqT3vW";

    private const string One = """
        {
          "id": "sgn_01J9ZK3V5T8W2Y4A6C8E0G2J4M",
          "object": "sign_in",
          "email": "ada@example.com",
          "role": "developer",
          "account_id": "acct_01J9ZK3V5T8W2Y4A6C8E0GADA0",
          "account_name": "shop",
          "is_operator": false,
          "has_totp": false,
          "expires_at": "2026-03-10T02:30:00Z",
          "accounts": [{"id": "acct_01J9ZK3V5T8W2Y4A6C8E0GADA0", "name": "shop", "role": "developer"}]
        }
        """;

    private static readonly string Made = One.TrimEnd()[..^1].TrimEnd()
        + """, "live_key": "sk_live_9fKqT3vWm2XhB7dYpLs5RzNc8JgEa4Uo1iQxKb", "test_key": "sk_test_T3vWm2XhB7dYpLs5RzNc8JgEa4Uo1iQxKb9fKq"}""";

    private static readonly FieldDocs Code = new("code", "six digits", "What the authenticator app shows. Each code is taken once.", Required: true);

    public static readonly OperationDocs Create = new("createSignIn", "Sign in",
        "Answers two keys, live and test, that may do what the person's role allows, for twelve hours, shown this once. Whatever is wrong is `4011` with the same words; from the fifth wrong attempt in a row "
        + "on there are waits of 1, 2, 4, 8 and then 15 minutes (`4029`). It takes no Idempotency-Key: a repeated request signs in once more.",
        [
            new("email", "email address", "Who signs in.", Required: true) { Schema = """{"format": "email", "maxLength": 254}""" },
            new("password", "text", "The person's password.", Required: true),
            new("code", "six digits", "What the authenticator app shows, where two-factor is on. Without it the right password is answered with `4000` for `code`."),
            new("account_id", "id", "The account to sign in to; without it the one that the person joined first."),
        ])
    {
        Request = typeof(CreateSignIn.Request),
        RequestExample = """{"email": "ada@example.com", "password": "correct horse battery", "account_id": "acct_01J9ZK3V5T8W2Y4A6C8E0GADA0"}""",
        Answer = typeof(NewSignInView),
        AnswerExample = Made,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs SignUp = new("signUp", "Take up a link",
        "Joins an account by the token of an invitation, or sets another password by it, and answers as signing in does. A link works once. It removes two-factor and ends all other sign-ins of the person. "
        + "Who joined another account of this server before gives the password he has, which stays: an account's admin cannot change it. The operator's links can.",
        [
            new("token", "text", "What stands behind `token=` in the link.", Required: true),
            new("password", "10 to 200 characters", "The password to sign in with from now on; not the email address itself.", Required: true),
            new("email", "email address", "Whose it is: required with the link of the first start, and not needed otherwise.") { Schema = """{"format": "email", "maxLength": 254}""" },
        ])
    {
        Request = typeof(SignUp.Request),
        RequestExample = $$"""{"token": "{{Token}}", "password": "correct horse battery", "email": "ada@example.com"}""",
        Answer = typeof(NewSignInView),
        AnswerExample = Made,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs Get = new("getSignIn", "Look at your sign-in", "Who is signed in with this key, to which account, as what, until when. `4044` for an API key.", [])
    {
        Answer = typeof(SignInView),
        AnswerExample = One,
    };

    public static readonly OperationDocs End = new("endSignIn", "Sign out", "Ends both keys of the sign-in, on every node within a second. `4044` for an API key.", [])
    {
        Answer = typeof(DeletedView),
        AnswerExample = """{"id": "sgn_01J9ZK3V5T8W2Y4A6C8E0G2J4M", "deleted": true}""",
    };

    public static readonly OperationDocs ChangePassword = new("changePassword", "Change your password",
        "Needs the present password, and ends all other sign-ins of the person. Wrong ones count as wrong attempts to sign in.",
        [
            new("current_password", "text", "The password as it is now.", Required: true),
            new("new_password", "10 to 200 characters", "The password from now on; not the email address itself.", Required: true),
        ])
    {
        Request = typeof(ChangePassword.Request),
        RequestExample = """{"current_password": "correct horse battery", "new_password": "a staple in the dark"}""",
        Answer = typeof(SignInView),
        AnswerExample = One,
    };

    public static readonly OperationDocs BeginTotp = new("beginTotp", "Begin two-factor",
        "Makes a secret for an authenticator app, shown this once. It is in force when you confirm it with a first code; until then it can be made anew.", [])
    {
        Answer = typeof(TotpView),
        AnswerExample = """
            {
              "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
              "uri": "otpauth://totp/SendAPI:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=SendAPI",
              "qr_code": "data:image/png;base64,iVBORw0KGgo="
            }
            """,
        Status = StatusCodes.Status201Created,
    };

    public static readonly OperationDocs ConfirmTotp = new("confirmTotp", "Confirm two-factor",
        "Puts the secret in force: from now on signing in takes a code. `4090` when none waits.", [Code])
    {
        Request = typeof(CodeRequest),
        RequestExample = """{"code": "123456"}""",
        Answer = typeof(SignInView),
        AnswerExample = One.Replace("\"has_totp\": false", "\"has_totp\": true", StringComparison.Ordinal),
    };

    public static readonly OperationDocs RemoveTotp = new("removeTotp", "Remove two-factor",
        "From now on the password is enough. Who lost the app asks an admin of the account for a new link instead.", [Code])
    {
        Request = typeof(CodeRequest),
        RequestExample = """{"code": "123456"}""",
        Answer = typeof(SignInView),
        AnswerExample = One,
    };
}
