using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Simulator.Waha;

namespace SendApi.Simulator.Meta;

/// <summary>Whom the simulated Graph API knows and whom it calls.</summary>
/// <param name="Known">The numbers that there are, by Meta's id of the number or of its business account: whom to call, and what to sign with. What accounts share the simulator must not share such ids.</param>
/// <param name="Call">Brings a call to where it is to go; false when it was not taken there.</param>
public sealed record CloudSimulatorOptions(Func<string, Task<IReadOnlyList<CloudAccess>>> Known, Func<SimulatedCall, Task<bool>> Call);

/// <summary>Where the simulated Graph API keeps what it knows of a number or a business account, under Meta's id of it.</summary>
/// <param name="Find">What was kept, or null.</param>
/// <param name="Put">Keeps one JSON text; null forgets it.</param>
public sealed record CloudMemory(Func<string, Task<string?>> Find, Func<string, string?, Task> Put);

/// <summary>The other side of the cloud connector: it answers the requests of Meta's Graph API and makes its calls. Nothing leaves this process.</summary>
public sealed class CloudSimulator(CloudMemory memory, CloudSimulatorOptions options, TimeProvider clock) : HttpMessageHandler
{
    /// <summary>Where it stands in place of the Graph API.</summary>
    public static readonly Uri Graph = new("http://graph.simulator.invalid/v23.0/");

    /// <summary>Ends when all that was to be told is told.</summary>
    public Task Finish() => throw new NotImplementedException($"{memory}{options}{clock}");

    /// <summary>Somebody writes to a number: words, a picture, a choice, a place, a contact or a reaction; false when the number does not work or nobody is to be called for it.</summary>
    /// <param name="number">Meta's id of the number.</param>
    /// <param name="from">In E.164.</param>
    public Task<bool> Write(string number, string from, WhatsAppContent content) => throw new NotImplementedException();

    /// <summary>The token of a number is taken back: Meta answers 190 for it until <see cref="LetIn"/>.</summary>
    public Task<bool> LogOut(string number) => throw new NotImplementedException();

    /// <summary>The number is let in again.</summary>
    public Task<bool> LetIn(string number) => throw new NotImplementedException();

    /// <summary>WhatsApp closes the number.</summary>
    public Task<bool> Ban(string number) => throw new NotImplementedException();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotImplementedException();
}
