using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SendApi.Server.Outbound;
using SendApi.Tests.Connectors.Smpp;

namespace SendApi.Tests.Outbound;

/// <summary>Calls as the server makes them, with settings of the test's own and a clock it turns.</summary>
internal sealed class Calls : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly OutboundCalls _calls;

    public Calls(params string[] allowed) : this(null, allowed)
    {
    }

    public Calls(LocalDns? names, params string[] allowed)
    {
        var options = new OutboundOptions { AllowedNetworks = allowed, NameServer = names?.Address };
        _calls = new OutboundCalls(new JudgedConnections(new NameLookup(Options.Create(options)), options.Forbidden(), Clock), Clock);
    }

    public FakeTimeProvider Clock { get; } = new(TestApp.Start);

    public Task<OutboundAnswer> Post(string url, string body = "{}", CancellationToken? ct = null) =>
        _calls.Post(new Uri(url), Encoding.UTF8.GetBytes(body), [("Content-Type", "application/json"), ("webhook-id", "evt_1")], Limit, ct ?? TestContext.Current.CancellationToken).Soon();

    public void Dispose() => _calls.Dispose();
}
