using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>What the next step of a code depends on: who pays for it, and which carriers had the code already.</summary>
internal sealed class StepFacts
{
    private const string TryLater = "try_later";

    private readonly HashSet<string> _names;
    private readonly HashSet<string> _queues;

    private StepFacts(SendingKey sender, HashSet<string> names, HashSet<string> queues) => (Sender, _names, _queues) = (sender, names, queues);

    public SendingKey Sender { get; }

    /// <summary>Whether a carrier had the code, refused it, or has it in its queue.</summary>
    public bool Had(KnownCarrier carrier) => _names.Contains(carrier.Name) || _queues.Contains(carrier.Id);

    public static async Task<StepFacts> Of(Session session, VerificationRow code)
    {
        // Only the newest text can wait in a queue: those before were taken back.
        var queues = await session.Query<string>("SELECT queue FROM outbox WHERE message_id = @MessageId", new { code.MessageId });
        var names = new HashSet<string>();
        foreach (var text in code.Texts)
            foreach (var line in await MessageRows.Events(session, code.AccountId, text))
                if (line.Type == Timeline.AttemptType && ApiJson.Read<EventFacts>(line.Data) is { Provider: { } provider, Outcome: not TryLater })
                    names.Add(provider);
        return new(await SendingKey.Of(session, code.AccountId, code.KeyId), names, [.. queues]);
    }

    /// <summary>Whether one of its texts was delivered, however late.</summary>
    public static async Task<bool> HasArrived(Session session, VerificationRow code)
    {
        foreach (var text in code.TextKeys)
            if (await session.Number("SELECT COUNT(*) FROM messages WHERE account_id = @AccountId AND is_test = @World AND id = @Id AND status IN (50, 55)", text) > 0)
                return true;
        return false;
    }
}
