using SendApi.Core;
using SendApi.Core.WhatsApp;

namespace SendApi.Server.WhatsApp;

/// <summary>What a session can send.</summary>
internal static class SessionContent
{
    /// <summary>Refuses what WhatsApp would not take from a session of its kind.</summary>
    public static void Check(SessionRow session, WhatsAppContent content)
    {
        if (content is WhatsAppContent.Template)
            throw new Refusal(Errors.InvalidTemplate, $"Session '{session.Id}' is linked, and only sessions of Meta's Cloud API have templates. Send the words as text.", "type");
        if (content is WhatsAppContent.Poll poll && poll.MostChosen != 1 && poll.MostChosen != poll.Options.Count)
            throw new Refusal(Errors.InvalidRequest, $"'poll.max_choices' must be 1 or {poll.Options.Count}, all of them: the gateway of linked sessions knows nothing between.", "poll.max_choices");
    }
}
