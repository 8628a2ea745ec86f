using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>How people sign in, and what they do with their sign-in. The first two calls need no key; the others are made with a key of the sign-in.</summary>
public sealed class SignInsClient
{
    private const string Current = "v1/sign-ins/current", Totp = $"{Current}/totp";

    private readonly Transport _transport;

    internal SignInsClient(Transport transport) => _transport = transport;

    /// <summary>Signs a person in: two keys for twelve hours, shown this once.</summary>
    /// <exception cref="SendApiException">
    /// <see cref="SendApiErrors.InvalidApiKey"/> for whatever is wrong; <see cref="SendApiErrors.InvalidRequest"/> for the field <c>code</c> when the password is right and a code of the app is needed;
    /// <see cref="SendApiErrors.RateLimitExceeded"/> after several wrong attempts, which is not waited out.
    /// </exception>
    public Task<NewSignIn> CreateAsync(SignInRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync((Call.Once("v1/sign-ins") with { IsOpen = true }).With(request, SendApiJson.Default.SignInRequest), SendApiJson.Default.NewSignIn, cancellationToken);

    /// <summary>Takes up a link with a password, and signs its person in.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.NotFound"/> when the link works no more.</exception>
    public Task<NewSignIn> SignUpAsync(SignUpRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync((Call.Once("v1/sign-ups") with { IsOpen = true }).With(request, SendApiJson.Default.SignUpRequest), SendApiJson.Default.NewSignIn, cancellationToken);

    /// <summary>Who is signed in with this key, to which account, as what.</summary>
    public Task<SignIn> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Current), SendApiJson.Default.SignIn, cancellationToken);

    /// <summary>Ends both keys of the sign-in.</summary>
    public Task<Deletion> EndAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Current), SendApiJson.Default.Deletion, cancellationToken);

    /// <summary>Sets another password and ends all other sign-ins of the person.</summary>
    public Task<SignIn> ChangePasswordAsync(ChangePasswordRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Once($"{Current}/password").With(request, SendApiJson.Default.ChangePasswordRequest), SendApiJson.Default.SignIn, cancellationToken);

    /// <summary>Makes a secret for an authenticator app. It is in force when <see cref="ConfirmTotpAsync"/> succeeded.</summary>
    public Task<TotpSecret> BeginTotpAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Once(Totp), SendApiJson.Default.TotpSecret, cancellationToken);

    /// <summary>From now on signing in takes a code.</summary>
    public Task<SignIn> ConfirmTotpAsync(TotpCodeRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync((Call.Put(Totp) with { CanSendAgain = false }).With(request, SendApiJson.Default.TotpCodeRequest), SendApiJson.Default.SignIn, cancellationToken);

    /// <summary>From now on the password is enough.</summary>
    public Task<SignIn> RemoveTotpAsync(TotpCodeRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Once($"{Totp}/removal").With(request, SendApiJson.Default.TotpCodeRequest), SendApiJson.Default.SignIn, cancellationToken);
}
