using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Finds the messages that others are about: by our id what WhatsApp calls them, and the other way round.</summary>
internal static class ReactionTargets
{
    /// <summary>The reaction with WhatsApp's own id of its message; 4000 for one that was not sent or received in this session with this person.</summary>
    public static async Task<WhatsAppContent.Reaction> Find(Session session, Caller caller, WhatsAppContent.Reaction reaction, (string Session, string Person) between, string field = "reaction.message_id")
    {
        if (reaction.Of is { } id && Ids.IsId(Ids.WhatsApp, id))
        {
            if (await MessageRows.Find(session, caller.AccountId, caller.World, id) is { } sent && sent.Sender == between.Session && sent.Recipient == between.Person)
                return reaction with { MessageId = await ProviderId(session, caller, sent) ?? throw Wrong(field, $"'{field}' names a message that has not left yet. Send again once its status is sent."), IsOfOurs = true };
            if (await InboundMessages.Find(session, caller.AccountId, caller.World, id) is { } received && received.SessionId == between.Session && received.Sender == between.Person)
                return reaction with { MessageId = await InboundMessages.ProviderId(session, received) };
        }

        throw Wrong(field, $"'{field}' names no message with this person in this session: '{Shown.Cut(reaction.Of ?? "")}'.");
    }

    /// <summary>Our id of a message that was sent or received in a session; null for one that is not known here.</summary>
    public static async Task<string?> OurId(Session session, (SessionRow Row, string Gateway) where, string providerId)
    {
        var (account, world) = (where.Row.AccountId, where.Row.IsTest);
        return (await session.Query<string>(
            "SELECT message_id FROM provider_messages WHERE provider_id = @key AND provider = @gateway AND account_id = @account AND is_test = @world",
            new { key = ProviderIds.Key(providerId), gateway = where.Gateway, account, world })).FirstOrDefault()
            ?? await InboundMessages.OurId(session, where.Row.Id, providerId);
    }

    // What the store compares ids by is not their own spelling, which WhatsApp asks for.
    private static async Task<string?> ProviderId(Session session, Caller caller, MessageRow sent) =>
        (await MessageRows.Events(session, caller.AccountId, sent.Id)).ConvertAll(WhatsAppEventView.Of).FindLast(e => e.ProviderIds is { Count: > 0 })?.ProviderIds?[0];

    private static Refusal Wrong(string field, string why) => new(Errors.InvalidRequest, why, field);
}
