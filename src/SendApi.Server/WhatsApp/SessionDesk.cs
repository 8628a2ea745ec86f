using SendApi.Core;
using SendApi.Core.Sending;

namespace SendApi.Server.WhatsApp;

/// <summary>The gateways of the two worlds.</summary>
public sealed record SessionGateways(ILinkedGateway Live, ILinkedGateway Test)
{
    /// <summary>What speaks to Meta, in each of the worlds.</summary>
    public required CloudSide LiveCloud { get; init; }

    public required CloudSide TestCloud { get; init; }

    /// <summary>What speaks for a session.</summary>
    public ISessionGateway Of(SessionRow session) => session.IsCloud ? Cloud(session.IsTest).Gateway : Linked(session.IsTest);

    /// <summary>The name that a session's messages and receipts are known by. Of the Cloud API each session has its own: who has the app secret of one speaks for no other.</summary>
    public string NameOf(SessionRow session) => session.IsCloud ? $"{Of(session).Name}:{session.Id}" : Of(session).Name;

    public CloudSide Cloud(long world) => world == 1 ? TestCloud : LiveCloud;

    /// <summary>The gateway of the sessions that are linked, in a world.</summary>
    public ILinkedGateway Linked(long world) => world == 1 ? Test : Live;
}

/// <summary>Asks gateways what a caller waits for; what they cannot do becomes 5001.</summary>
public sealed class SessionDesk(SessionGateways gateways, TimeProvider clock)
{
    /// <summary>A session that was just started has its code within seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const int MostLooks = 40;

    /// <summary>Starts a session and waits for its first code; null when it has none within ten seconds.</summary>
    public Task<PairingCode?> Start(string session, long world, CancellationToken ct) => Asked(async () =>
    {
        await gateways.Linked(world).Start(session, ct);
        for (var look = 1; ; look++)
            if (await gateways.Linked(world).Code(session, ct) is { } code)
                return PairingCode.Of(code, clock.GetUtcNow());
            else if (look == MostLooks)
                return null;
            else
                await Task.Delay(Pause, clock, ct);
    });

    /// <summary>What WhatsApp calls a phone; null for one that has no WhatsApp.</summary>
    public Task<string?> Find(SessionRow session, PhoneNumber phone, CancellationToken ct) => Asked(() => gateways.Linked(session.IsTest).Find(session.Id, phone, ct));

    /// <summary>Tells a person that what they wrote was read.</summary>
    public Task MarkRead(SessionRow session, string from, string messageId, CancellationToken ct) => Asked(async () =>
    {
        // Who hides his number, or was taken out for his age, cannot be told.
        var person = PhoneNumber.Read(from, out var number) is null ? number : throw new GatewayFault("The number of who wrote it is not known any more.");
        await gateways.Of(session).MarkRead(session.Id, person, messageId, ct);
        return true;
    });

    /// <summary>Logs a session out and forgets it at its gateway.</summary>
    public Task Leave(SessionRow session, CancellationToken ct) => Asked(async () =>
    {
        await gateways.Of(session).Leave(session.Id, ct);
        return true;
    });

    /// <summary>Asks for the groups or the address book of a session's phone.</summary>
    public Task<T> Ask<T>(SessionRow session, Func<ILinkedPeople, Task<T>> ask) => Asked(() => ask(gateways.Linked(session.IsTest).People));

    internal static async Task<T> Asked<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (GatewayFault fault)
        {
            throw new Refusal(Errors.ProviderError, fault.Message);
        }
    }
}

/// <summary>Stands where no gateway is set up for live sessions.</summary>
public sealed class NoGateway : ILinkedGateway, ILinkedPeople
{
    private const string Why = "No WhatsApp gateway is set up for live keys. Set WhatsApp:GatewayUrl and WhatsApp:GatewayKey, or use a test key.";

    public string Name => "none";

    public TimeSpan SendLimit => TimeSpan.FromSeconds(1);

    public Task Start(string session, CancellationToken ct) => throw new GatewayFault(Why);

    public Task<GatewayLook> Look(string session, CancellationToken ct) => throw new GatewayFault(Why);

    public Task<string?> Code(string session, CancellationToken ct) => throw new GatewayFault(Why);

    public Task<string?> Find(string session, PhoneNumber phone, CancellationToken ct) => throw new GatewayFault(Why);

    public Task Leave(string session, CancellationToken ct) => throw new GatewayFault(Why);

    public Task<SendOutcome> Send(string session, WhatsAppSubmission submission, CancellationToken ct) => Task.FromResult<SendOutcome>(new SendOutcome.TryLater(Why));

    public Task MarkRead(string session, PhoneNumber from, string messageId, CancellationToken ct) => throw new GatewayFault(Why);

    public Task<ReceivedFile?> Fetch(string session, string reference, int longest, CancellationToken ct) => throw new GatewayFault(Why);

    public ILinkedPeople People => this;

    public Task<GatewayPart<GatewayGroup>> Groups(string session, int skip, int most, CancellationToken ct) => throw new GatewayFault(Why);

    public Task<GatewayGroup?> Group(string session, string id, CancellationToken ct) => throw new GatewayFault(Why);

    public Task<GatewayGroup> Create(string session, NewGroup group, CancellationToken ct) => throw new GatewayFault(Why);

    public Task Change(string session, string id, GroupChange change, CancellationToken ct) => throw new GatewayFault(Why);

    public Task LeaveGroup(string session, string id, CancellationToken ct) => throw new GatewayFault(Why);

    public Task<GatewayPart<GatewayContact>> Contacts(string session, int skip, int most, CancellationToken ct) => throw new GatewayFault(Why);
}
