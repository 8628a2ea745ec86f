using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>Your account and its people.</summary>
public sealed class AccountsClient
{
    private readonly Transport _transport;

    internal AccountsClient(Transport transport) => _transport = transport;

    /// <summary>The account of the key, with its limits, credit and usage.</summary>
    public Task<Account> GetAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get("v1/account"), SendApiJson.Default.Account, cancellationToken);

    /// <summary>Where and what the account may send, as the operator set it.</summary>
    public Task<SendPolicy> GetPolicyAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get("v1/account/policy"), SendApiJson.Default.SendPolicy, cancellationToken);

    /// <summary>The people of the account. They come at once.</summary>
    public Task<Page<Member>> ListMembersAsync(CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Address.Query("v1/account/members"), SendApiJson.Default.Member, cancellationToken);

    /// <summary>Adds a person.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when the person is there already.</exception>
    public Task<Member> AddMemberAsync(AddMemberRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/account/members", options).With(request, SendApiJson.Default.AddMemberRequest), SendApiJson.Default.Member, cancellationToken);

    /// <summary>Makes a link by which a person joins, or sets another password. The server sends it nowhere.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.NotFound"/> for who is no member: add him first.</exception>
    public Task<Invitation> InviteMemberAsync(string email, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/account/members/{email}/invitation"), options), SendApiJson.Default.Invitation, cancellationToken);

    /// <summary>Gives a person another role.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when no owner would be left.</exception>
    public Task<Member> UpdateMemberAsync(string email, UpdateMemberRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Patch(Address.Of($"v1/account/members/{email}")).With(request, SendApiJson.Default.UpdateMemberRequest), SendApiJson.Default.Member, cancellationToken);

    /// <summary>Removes a person.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when no owner would be left.</exception>
    public Task<Deletion> RemoveMemberAsync(string email, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/account/members/{email}")), SendApiJson.Default.Deletion, cancellationToken);
}
