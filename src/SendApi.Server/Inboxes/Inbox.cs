using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Inboxes;

/// <summary>A message on a simulated phone and the caller's own message that it is.</summary>
internal sealed record OwnArrival(KeptArrival Kept, string MessageId, string? Sender, bool IsCode);

/// <summary>What a caller sees of the simulated phones: what is his by the store, and nothing else. What was taken out of the store is shown here no more.</summary>
public sealed class Inbox(PhoneMemory memory, Db db, IOptions<RoutingOptions> routing)
{
    public const string Sms = "sms", WhatsApp = "whatsapp";

    /// <summary>Two providers may have given the same id.</summary>
    private const int MostRows = 2 * PhoneMemory.Most;

    internal static readonly string[] Channels = [Sms, WhatsApp];

    /// <summary>The caller's messages on simulated phones that are asked for, newest first.</summary>
    internal async Task<List<OwnArrival>> Read(Caller caller, Func<KeptArrival, bool> wanted, CancellationToken ct)
    {
        Refuse(caller);
        var kept = memory.All().FindAll(k => Sees(caller, k.Arrival.Channel) && wanted(k));
        // The limit keeps PostgreSQL's planner from beginning with all messages of the account, when it does not know yet how many there are.
        var rows = kept.Count == 0 ? [] : await db.Read(session => session.Query<OwnRow>($"""
            SELECT p.provider, p.provider_id, m.id, m.recipient, m.sender, m.verification_id
            FROM (
                SELECT provider, provider_id, account_id, is_test, message_id
                FROM provider_messages
                WHERE {session.Dialect.In("provider_id", "ids")} AND account_id = @AccountId AND is_test = @World
                LIMIT @most) p
            JOIN messages m ON m.account_id = p.account_id AND m.is_test = p.is_test AND m.id = p.message_id
            WHERE m.content <> ''
            """, new { ids = kept.ConvertAll(k => Key(k).ProviderId).ToArray(), caller.AccountId, caller.World, most = MostRows }), ct);
        // Behind a colon stands the session, where each is a provider of its own.
        var own = rows.GroupBy(r => (r.Provider.Split(':')[0], r.ProviderId)).ToDictionary(g => g.Key, g => g.First());
        return [.. from k in kept
                   let row = own.GetValueOrDefault(Key(k))
                   where row is not null && row.Recipient == k.Arrival.Phone
                   select new OwnArrival(k, row.Id, k.Arrival.Channel == Sms ? row.Sender : k.Arrival.From, row.VerificationId is not null)];
    }

    /// <summary>Whether a key may read the messages of a channel.</summary>
    internal static bool Sees(Caller caller, string channel) => caller.Scopes.Contains(ScopeOf(channel));

    internal static string ScopeOf(string channel) => channel == Sms ? Scopes.SmsRead : Scopes.WhatsAppRead;

    // The store has ids in one spelling, however providers write them.
    private static (string Provider, string ProviderId) Key(KeptArrival kept) => (kept.Arrival.Provider.Name, ProviderIds.Key(kept.Arrival.Provider.Id));

    private void Refuse(Caller caller)
    {
        if (!caller.IsTest && !routing.Value.LiveToSimulator)
            throw new Refusal(Errors.InsufficientScope, "Only test keys see the simulator's phones: live messages go to real ones.");
    }

    private sealed class OwnRow
    {
        public string Provider { get; init; } = "";
        public string ProviderId { get; init; } = "";
        public string Id { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string? Sender { get; init; }
        public string? VerificationId { get; init; }
    }
}
