using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Inboxes;

/// <summary>GET /v1/simulator/phones: the simulator's phones that got something, the one with the newest message first.</summary>
public static class ListInboxPhones
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/simulator/phones", Handle)
        .NeedsEither(Scopes.SmsRead, Scopes.WhatsAppRead)
        .Refuses(Errors.InsufficientScope)
        .Describes(InboxDocs.Phones);

    private static async Task<Answer> Handle(Caller caller, Inbox inbox, CancellationToken ct)
    {
        // Grouped in the order of the newest first, so that the phones are in that order too.
        var phones = (await inbox.Read(caller, _ => true, ct)).GroupBy(o => o.Kept.Arrival.Phone)
            .Select(g => new InboxPhoneView(g.Key, g.Count(), g.First().Kept.At.UtcDateTime, [.. g.Select(o => o.Kept.Arrival.Channel).Distinct().Order(StringComparer.Ordinal)])).ToList();
        return Answer.List(phones, new PageRequest(1, Math.Max(1, phones.Count), null).Meta(phones.Count, null));
    }
}
