using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Lets sessions of Meta's Cloud API in: nothing is believed that Meta does not confirm.</summary>
public sealed partial class CloudDesk(SessionGateways gateways, CloudCredentials credentials, TimeProvider clock, ILogger<CloudDesk> log)
{
    public CloudCredentials Credentials => credentials;

    /// <summary>Asks Meta with credentials that nobody uses yet; the answer is the phone number. What Meta refuses is 4000 on the field, and what cannot be reached 5001.</summary>
    public async Task<string> Prove(long world, CloudAccess access, CancellationToken ct)
    {
        var probe = Ids.New(Ids.Session, clock.GetUtcNow());
        using var held = credentials.Hold(probe, access);
        var prover = gateways.Cloud(world).Prover;
        var phone = Phone(await Asked("cloud.phone_number_id", () => prover.Look(probe, ct)));
        await Asked("cloud.business_account_id", async () =>
        {
            await prover.Start(probe, ct);
            return true;
        });
        return phone;
    }

    /// <summary>Tells Meta where to call for a session that is held or kept.</summary>
    public Task Begin(SessionRow session, CancellationToken ct) => SessionDesk.Asked(async () =>
    {
        await gateways.Of(session).Start(session.Id, ct);
        return true;
    });

    /// <summary>Takes back what was begun for a session that did not come to be. What fails here stays behind at Meta, and what it calls for is answered as a forged call.</summary>
    public async Task TakeBack(SessionRow session)
    {
        try
        {
            await gateways.Of(session).Leave(session.Id, CancellationToken.None);
        }
        catch (GatewayFault fault)
        {
            NotTakenBack(log, session.Id, fault.Message);
        }
    }

    /// <summary>4090 where another session of the account has the number: Meta calls one address only.</summary>
    public static async Task RefuseTaken(Session session, CloudRow row)
    {
        if (await CloudRows.WithNumber(session, row) is { } other)
            throw new Refusal(Errors.Conflict, $"Session '{other.SessionId}' has this number already. Delete it, or give it new credentials.", "cloud.phone_number_id");
    }

    private static string Phone(GatewayLook look) => look switch
    {
        { State: GatewayState.Working, Phone: { } phone } => phone,
        { State: GatewayState.LoggedOut } => throw Wrong("cloud.access_token", "Meta does not take this access token: it is wrong, has expired or was taken back."),
        { State: GatewayState.Banned } => throw Wrong("cloud.phone_number_id", "WhatsApp has closed this number."),
        _ => throw Wrong("cloud.phone_number_id", "Meta does not say which phone number this is, so nothing can be sent from it."),
    };

    private static async Task<T> Asked<T>(string field, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (GatewayFault fault)
        {
            throw fault.IsRefused ? Wrong(field, fault.Message) : new Refusal(Errors.ProviderError, fault.Message);
        }
    }

    private static Refusal Wrong(string field, string why) => new(Errors.InvalidRequest, why, field);

    [LoggerMessage(3832, LogLevel.Warning, "Session {SessionId} was not made, and Meta could not be told so: {Reason}")]
    private static partial void NotTakenBack(ILogger log, string sessionId, string reason);
}
