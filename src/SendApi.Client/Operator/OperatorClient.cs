using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>Operating the server: only live admin keys of the operator's own account enter here.</summary>
public sealed class OperatorClient
{
    private readonly Transport _transport;

    internal OperatorClient(Transport transport) => _transport = transport;

    /// <summary>All accounts, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<Account> ListAccountsAsync(AccountFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => AccountsListed(filter, page), SendApiJson.Default.Account, cancellationToken);

    /// <summary>One page of accounts, newest first.</summary>
    public Task<Page<Account>> ListAccountsPageAsync(AccountFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(AccountsListed(filter, page), SendApiJson.Default.Account, cancellationToken);

    /// <summary>An account with its limits, credit and usage.</summary>
    public Task<Account> GetAccountAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/admin/accounts/{id}")), SendApiJson.Default.Account, cancellationToken);

    /// <summary>Makes an account.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when there is one of this name.</exception>
    public Task<Account> CreateAccountAsync(CreateAccountRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/admin/accounts", options).With(request, SendApiJson.Default.CreateAccountRequest), SendApiJson.Default.Account, cancellationToken);

    /// <summary>Changes what is named and leaves the rest.</summary>
    public Task<Account> UpdateAccountAsync(string id, UpdateAccountRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Patch(Address.Of($"v1/admin/accounts/{id}")).With(request, SendApiJson.Default.UpdateAccountRequest), SendApiJson.Default.Account, cancellationToken);

    /// <summary>Books a payment that came in. The same reference is booked once.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when the reference stands for another amount.</exception>
    public Task<Payment> TopUpAsync(string id, BookPaymentRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/accounts/{id}/top-ups"), options).With(request, SendApiJson.Default.BookPaymentRequest), SendApiJson.Default.Payment, cancellationToken);

    /// <summary>Takes credit back that was booked wrongly. The same reference is booked once.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when the reference stands for another amount, or more would go than is there.</exception>
    public Task<Payment> CorrectAsync(string id, BookPaymentRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/accounts/{id}/corrections"), options).With(request, SendApiJson.Default.BookPaymentRequest), SendApiJson.Default.Payment, cancellationToken);

    /// <summary>The plans. There are a handful: they come at once.</summary>
    public Task<Page<Plan>> ListPlansAsync(CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Address.Query("v1/admin/plans"), SendApiJson.Default.Plan, cancellationToken);

    /// <summary>Changes what is named and leaves the rest. In force on every node within a second.</summary>
    public Task<Plan> UpdatePlanAsync(string name, UpdatePlanRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Patch(Address.Of($"v1/admin/plans/{name}")).With(request, SendApiJson.Default.UpdatePlanRequest), SendApiJson.Default.Plan, cancellationToken);

    /// <summary>The senders of all accounts, page after page as they are reached; those that wait for a decision without a filter.</summary>
    public IAsyncEnumerable<Sender> ListSendersAsync(SenderFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => SendersListed(filter, page), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>One page of the senders of all accounts; those that wait for a decision without a filter.</summary>
    public Task<Page<Sender>> ListSendersPageAsync(SenderFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(SendersListed(filter, page), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>Approves a sender: from now on live messages may leave with it.</summary>
    public Task<Sender> ApproveSenderAsync(string id, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/sender-ids/{id}/approval"), options), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>Rejects a sender; its account is told why.</summary>
    public Task<Sender> RejectSenderAsync(string id, RejectSenderRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/sender-ids/{id}/rejection"), options).With(request, SendApiJson.Default.RejectSenderRequest), SendApiJson.Default.Sender, cancellationToken);

    /// <summary>All numbers whose texts are an account's, page after page as they are reached.</summary>
    public IAsyncEnumerable<InboundNumber> ListNumbersAsync(CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => NumbersListed(page), SendApiJson.Default.InboundNumber, cancellationToken);

    /// <summary>One page of the numbers whose texts are an account's.</summary>
    public Task<Page<InboundNumber>> ListNumbersPageAsync(PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(NumbersListed(page), SendApiJson.Default.InboundNumber, cancellationToken);

    /// <summary>Gives an account the texts that come to a number, those of the past that were nobody's too.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when it is another account's.</exception>
    public Task<InboundNumber> AddNumberAsync(string accountId, AddNumberRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/accounts/{accountId}/numbers"), options).With(request, SendApiJson.Default.AddNumberRequest), SendApiJson.Default.InboundNumber, cancellationToken);

    /// <summary>Takes a number away: its texts are nobody's from now on.</summary>
    /// <param name="provider">The provider that the entry is for; null for the entry without one.</param>
    public Task<RemovedNumber> RemoveNumberAsync(string number, string? provider = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        Call.Delete(Address.Query(Address.Of($"v1/admin/numbers/{number}")).And("provider", provider).ToString()), SendApiJson.Default.RemovedNumber, cancellationToken);

    /// <summary>All texts that came to nobody's number, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<InboundSms> ListUnassignedAsync(InboundFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => UnassignedListed(filter, page), SendApiJson.Default.InboundSms, cancellationToken);

    /// <summary>One page of texts that came to nobody's number, newest first.</summary>
    public Task<Page<InboundSms>> ListUnassignedPageAsync(InboundFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(UnassignedListed(filter, page), SendApiJson.Default.InboundSms, cancellationToken);

    /// <summary>All texts of which nobody knows whether they left, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<UncertainMessage> ListUncertainAsync(UncertainFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => UncertainListed(filter, page), SendApiJson.Default.UncertainMessage, cancellationToken);

    /// <summary>One page of texts of which nobody knows whether they left, newest first.</summary>
    public Task<Page<UncertainMessage>> ListUncertainPageAsync(UncertainFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(UncertainListed(filter, page), SendApiJson.Default.UncertainMessage, cancellationToken);

    /// <summary>Settles an uncertain text by hand.</summary>
    /// <param name="settleAs">What it is settled as: see <see cref="SettleAs"/>. To resend it may bring it twice.</param>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when it is uncertain no more.</exception>
    public Task<Settlement> SettleUncertainAsync(string id, string settleAs, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/uncertain/{id}/settlement"), options).With(new SettleUncertainRequest { As = settleAs }, SendApiJson.Default.SettleUncertainRequest),
            SendApiJson.Default.Settlement, cancellationToken);

    /// <summary>The kinds of providers that the server can talk to, each with its settings. They come at once.</summary>
    public Task<Page<Connector>> ListConnectorsAsync(CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Address.Query("v1/admin/connectors"), SendApiJson.Default.Connector, cancellationToken);

    /// <summary>The providers, the oldest first, with what is known of their links. They come at once.</summary>
    public Task<Page<Provider>> ListProvidersAsync(CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Address.Query("v1/admin/providers"), SendApiJson.Default.Provider, cancellationToken);

    /// <summary>A provider, by its name or its id.</summary>
    public Task<Provider> GetProviderAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/admin/providers/{name}")), SendApiJson.Default.Provider, cancellationToken);

    /// <summary>Adds a provider. All nodes open their links within a second.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when there is one of this name; <see cref="SendApiErrors.InvalidRequest"/> names the setting that could never work.</exception>
    public Task<Provider> AddProviderAsync(AddProviderRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/admin/providers", options).With(request, SendApiJson.Default.AddProviderRequest), SendApiJson.Default.Provider, cancellationToken);

    /// <summary>Gives a provider other settings. A secret that is left out keeps its value, and an empty one is taken away.</summary>
    public Task<Provider> UpdateProviderAsync(string name, UpdateProviderRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Put(Address.Of($"v1/admin/providers/{name}")).With(request, SendApiJson.Default.UpdateProviderRequest), SendApiJson.Default.Provider, cancellationToken);

    /// <summary>Removes a provider with its routes. What waits for it goes by the others.</summary>
    public Task<Deletion> RemoveProviderAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Delete(Address.Of($"v1/admin/providers/{name}")), SendApiJson.Default.Deletion, cancellationToken);

    /// <summary>Tries a provider's settings without sending anything; takes up to 20 seconds. That they do not work is an answer, no exception.</summary>
    public Task<ProviderTest> TestProviderAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Ask(Address.Of($"v1/admin/providers/{name}/test")), SendApiJson.Default.ProviderTest, cancellationToken);

    /// <summary>Makes a provider the one that is asked first where no route says otherwise.</summary>
    public Task<Provider> MakeDefaultProviderAsync(string name, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/providers/{name}/default"), options), SendApiJson.Default.Provider, cancellationToken);

    /// <summary>The routes by destination, each in the order in which its providers are asked. They come at once.</summary>
    public Task<Page<ProviderRoute>> ListRoutesAsync(CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Address.Query("v1/admin/routes"), SendApiJson.Default.ProviderRoute, cancellationToken);

    /// <summary>Sets the route of a provider to a destination, in the place of the one that it has. In force on every node within a second.</summary>
    public Task<ProviderRoute> SetRouteAsync(SetRouteRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Put("v1/admin/routes").With(request, SendApiJson.Default.SetRouteRequest), SendApiJson.Default.ProviderRoute, cancellationToken);

    /// <summary>Removes the route of a provider to a destination.</summary>
    public Task<RemovedRoute> RemoveRouteAsync(string destination, string provider, CancellationToken cancellationToken = default) => _transport.SendAsync(
        Call.Delete(Address.Query("v1/admin/routes").And("destination", destination).And("provider", provider).ToString()), SendApiJson.Default.RemovedRoute, cancellationToken);

    /// <summary>The nodes, what waits to go out, and what nobody knows the end of.</summary>
    public Task<ServerStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get("v1/admin/status"), SendApiJson.Default.ServerStatus, cancellationToken);

    /// <summary>Asks a node, by its name or its id, to become empty. The answer does not wait for that.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when several nodes have the name.</exception>
    public Task<Node> DrainNodeAsync(string name, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/nodes/{name}/drain"), options), SendApiJson.Default.Node, cancellationToken);

    /// <summary>Lets a node work again.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when several nodes have the name.</exception>
    public Task<Node> UndrainNodeAsync(string name, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/admin/nodes/{name}/undrain"), options), SendApiJson.Default.Node, cancellationToken);

    private static Address AccountsListed(AccountFilter? filter, PageRequest? page) => Address.Query("v1/admin/accounts").And("name", filter?.Name).And(page);

    private static Address SendersListed(SenderFilter? filter, PageRequest? page) => Address.Query("v1/admin/sender-ids").And("status", filter?.Status).And(page);

    private static Address NumbersListed(PageRequest? page) => Address.Query("v1/admin/numbers").And(page);

    private static Address UnassignedListed(InboundFilter? filter, PageRequest? page) => Address.Query("v1/admin/inbound")
        .And("from", filter?.Sender).And("to", filter?.To).And("from_date", filter?.From).And("to_date", filter?.Until).And(page);

    private static Address UncertainListed(UncertainFilter? filter, PageRequest? page) => Address.Query("v1/admin/uncertain")
        .And("channel", filter?.Channel).And("account_id", filter?.AccountId).And("traffic_class", filter?.TrafficClass).And("from_date", filter?.From).And("to_date", filter?.Until).And(page);
}
