using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>Operations that a reader looks up together: those whose paths begin alike.</summary>
/// <param name="Segment">What follows <c>/v1/</c> in their paths.</param>
public sealed record Section(string Segment, string Title, string Sentence)
{
    public string Anchor => Title.ToLowerInvariant().Replace(' ', '-');
}

/// <summary>All sections, in the order people read them. A test fails for an operation that is in none.</summary>
public static class Sections
{
    public static readonly IReadOnlyList<Section> All =
    [
        new("sms", "SMS", "Send texts, follow them, take them back, and read what people write to you."),
        new("batches", "Batches", "What became of a bulk send: how far it is, which rows were refused, how its messages stand; and how to take it back."),
        new("whatsapp", "WhatsApp", "Pair phones as sessions, send through them, and read what people write to you. How sessions come back by themselves and how fast they may send: `docs/whatsapp.md`."),
        new("verify", "Verify", "One-time codes: send one to a person, and check what the person entered. How they are limited and what is kept of them: `docs/verify.md`."),
        new("phone", "Phone numbers", "Whether a number can be one, in which form to send to it, and what its digits tell. Nobody is called for it: `docs/phone.md`."),
        new("explain", "Explain", "Ask what would become of a send, without sending."),
        new("simulator", "Simulator", "What arrived at the phones of the built-in simulator: read there what test keys sent, one-time codes too."),
        new("suppressions", "Suppressions", "Addresses that get nothing more, on one channel or on all: a send to one is refused with `4004`. Live keys and test keys have a list each."),
        new("webhooks", "Webhooks", "What happens is posted to your own addresses, signed. How deliveries look, how to verify them and every event: `/docs/webhooks`."),
        new("account", "Account", "What you have, what you used of it, and what was paid."),
        new("sign-ins", "Signing in", "How the people of an account sign in: for twelve hours, with two keys that may do what their role allows. Roles, two-factor and throttling: `docs/people.md`."),
        new("sign-ups", "Joining", "How a person with a link takes it up."),
        new("api-keys", "API keys", "Make, look at, rotate and revoke the keys of your account. A test key sees and makes test keys only."),
        new("admin", "Operating the server", "Only live admin keys of the operator's own account enter here. The command line does the same: `sendapi accounts`, `sendapi plans`, `sendapi senders`, `sendapi numbers` and `sendapi uncertain`."),
    ];

    /// <summary>The operations by section; one that is in none comes last.</summary>
    public static IEnumerable<(Section Section, IReadOnlyList<Operation> Operations)> Of(IEnumerable<Operation> operations) => operations
        .GroupBy(Of).OrderBy(g => All.ToList().IndexOf(g.Key) is >= 0 and var place ? place : int.MaxValue)
        .Select(g => (g.Key, (IReadOnlyList<Operation>)[.. g]));

    /// <summary>The section of <c>/v1/sms/send</c> is SMS.</summary>
    public static Section Of(Operation operation)
    {
        var segment = operation.Path.Split('/')[2];
        return All.FirstOrDefault(s => s.Segment == segment) ?? new(segment, segment, "");
    }
}
