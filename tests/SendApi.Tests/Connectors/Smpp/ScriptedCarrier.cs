using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Tests.Connectors.Smpp;

/// <summary>A carrier that does only what a test tells it: the double of the provider's wire.</summary>
internal sealed class ScriptedCarrier : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<ScriptedLink> _links = [];

    public ScriptedCarrier() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task<ScriptedLink> Accept()
    {
        var link = new ScriptedLink(await _listener.AcceptTcpClientAsync().Soon());
        _links.Add(link);
        return link;
    }

    /// <summary>Lets the client connect and bind.</summary>
    public async Task<ScriptedLink> Bind(SmppStatus status = SmppStatus.ESME_ROK)
    {
        var link = await Accept();
        var bind = await link.Next();
        Assert.True(bind.Command.IsBind());
        link.Post(bind.Answer(status, status == SmppStatus.ESME_ROK ? new PduBody.BindAnswer("scripted") : null));
        return link;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var link in _links)
            await link.Cut();
    }
}

/// <summary>One connection of the scripted carrier.</summary>
internal sealed class ScriptedLink
{
    private readonly TcpClient _client;
    private readonly SmppLink _link;
    private readonly Channel<Pdu> _received = Channel.CreateUnbounded<Pdu>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ScriptedLink(TcpClient client)
    {
        _client = client;
        _link = new SmppLink(client.GetStream());
        _running = Task.WhenAll(Read(), _link.Write(_stop.Token));
    }

    public Task<Pdu> Next() => _received.Reader.ReadAsync().AsTask().Soon();

    public async Task<Pdu> Next(SmppCommand command)
    {
        var pdu = await Next();
        Assert.Equal(command, pdu.Command);
        return pdu;
    }

    /// <summary>The next submit_sm and what it carries.</summary>
    public async Task<(Pdu Pdu, PduBody.Message Message)> Submit()
    {
        var pdu = await Next(SmppCommand.SubmitSm);
        return (pdu, Assert.IsType<PduBody.Message>(pdu.Body));
    }

    public void Post(Pdu pdu) => _link.Post(pdu);

    public void Accept(Pdu submit, string id) => Post(submit.Answer(SmppStatus.ESME_ROK, new PduBody.MessageAnswer(id)));

    public Task Raw(byte[] octets) => _client.GetStream().WriteAsync(octets).AsTask();

    /// <summary>Ends when the client has closed the connection.</summary>
    public async Task Closed()
    {
        while (await _received.Reader.WaitToReadAsync().AsTask().Soon())
            _received.Reader.TryRead(out _);
    }

    public async Task Cut()
    {
        await _stop.CancelAsync();
        _client.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Read()
    {
        await _link.Read(pdu => _received.Writer.WriteAsync(pdu), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _received.Writer.TryComplete();
    }
}
