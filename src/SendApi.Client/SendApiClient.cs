using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>A SendAPI server, as one key sees it. Make one and keep it: it may be used by many at once.</summary>
/// <remarks>
/// Every call repeats itself where that is safe and useful, and throws a <see cref="SendApiException"/> where it does not succeed.
/// A call that is canceled throws an <see cref="OperationCanceledException"/>; whether the server did it is then unknown, unless it is made again under the same idempotency key.
/// </remarks>
public sealed class SendApiClient : IDisposable
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient? _own;
    private readonly Transport _transport;

    /// <summary>A client with connections of its own.</summary>
    /// <param name="baseAddress">The address of the server, such as <c>https://sms.example.com</c>.</param>
    /// <param name="apiKey">A key of your account, <c>sk_live_…</c> or <c>sk_test_…</c>.</param>
    public SendApiClient(string baseAddress, string apiKey) : this(new SendApiOptions { BaseAddress = new Uri(baseAddress), ApiKey = apiKey })
    {
    }

    /// <summary>A client with connections of its own.</summary>
    public SendApiClient(SendApiOptions options) : this(Connections(), options, isOwn: true)
    {
    }

    /// <summary>A client over connections of yours, which it does not dispose. Their own time limit applies too, and they should follow no redirects.</summary>
    public SendApiClient(HttpClient http, SendApiOptions options) : this(http, options, isOwn: false)
    {
    }

    /// <summary>A client that asks for connections at each try: a factory renews them.</summary>
    internal SendApiClient(Func<HttpClient> http, SendApiOptions options)
    {
        _transport = new Transport(http, options);
        (Sms, WhatsApp, Sessions, Batches) = (new(_transport), new(_transport), new(_transport), new(_transport));
        (Groups, Templates) = (new(_transport), new(_transport));
        (Verify, Phones) = (new(_transport), new(_transport));
        (Suppressions, Webhooks, Inbound, Senders) = (new(_transport), new(_transport), new(_transport), new(_transport));
        Simulator = new(_transport);
        (Keys, Accounts, Billing, Operator) = (new(_transport), new(_transport), new(_transport), new(_transport));
        SignIns = new(_transport);
    }

    private SendApiClient(HttpClient http, SendApiOptions options, bool isOwn) : this(() => http, options) => _own = isOwn ? http : null;

    /// <summary>Send texts, follow them and take them back.</summary>
    public SmsClient Sms { get; }

    /// <summary>Send WhatsApp messages, follow them, and read what people write.</summary>
    public WhatsAppClient WhatsApp { get; }

    /// <summary>WhatsApp sessions: pair a phone, see how it stands, let it go.</summary>
    public SessionsClient Sessions { get; }

    /// <summary>WhatsApp groups that the phones of sessions are in.</summary>
    public GroupsClient Groups { get; }

    /// <summary>Templates of WhatsApp sessions of Meta's Cloud API.</summary>
    public TemplatesClient Templates { get; }

    /// <summary>What became of bulk sends.</summary>
    public BatchesClient Batches { get; }

    /// <summary>One-time codes: send one to a person, and check what the person entered.</summary>
    public VerifyClient Verify { get; }

    /// <summary>What phone numbers are, in whatever spelling.</summary>
    public PhonesClient Phones { get; }

    /// <summary>Addresses that get nothing more.</summary>
    public SuppressionsClient Suppressions { get; }

    /// <summary>Addresses of yours that are told of what happens, and the stream of events.</summary>
    public WebhooksClient Webhooks { get; }

    /// <summary>What people write to you.</summary>
    public InboundClient Inbound { get; }

    /// <summary>What recipients see texts come from.</summary>
    public SendersClient Senders { get; }

    /// <summary>The keys of the account.</summary>
    public KeysClient Keys { get; }

    /// <summary>Your account and its people.</summary>
    public AccountsClient Accounts { get; }

    /// <summary>How people sign in, with a client that has no key yet, and what they do with their sign-in.</summary>
    public SignInsClient SignIns { get; }

    /// <summary>What arrived at the phones of the built-in simulator.</summary>
    public SimulatorClient Simulator { get; }

    /// <summary>What you used, what was paid, what texts cost, and what became of messages.</summary>
    public BillingClient Billing { get; }

    /// <summary>Operating the server: only live admin keys of the operator's own account enter here.</summary>
    public OperatorClient Operator { get; }

    /// <summary>Says what would become of a send, without sending: its price, its way, the characters that make it long, and the refusal it would get.</summary>
    public Task<Explanation> ExplainAsync(SendSmsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _transport.SendAsync(Call.Ask("v1/explain").With(ExplainBody.Of(request), SendApiJson.Default.ExplainBody), SendApiJson.Default.Explanation, cancellationToken);
    }

    /// <summary>Closes the connections, where they are the client's own.</summary>
    public void Dispose() => _own?.Dispose();

    /// <summary>Redirects are not followed: they would lose the key, and a send with it. Time limits are those of the options.</summary>
    internal static SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionLifetime };

    internal static void Prepare(HttpClient http)
    {
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.UserAgent.ParseAdd($"SendApi.Client/{typeof(SendApiClient).Assembly.GetName().Version?.ToString(3)}");
    }

    private static HttpClient Connections()
    {
        var http = new HttpClient(Handler());
        Prepare(http);
        return http;
    }
}
