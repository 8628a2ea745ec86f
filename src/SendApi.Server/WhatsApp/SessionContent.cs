using SendApi.Core;
using SendApi.Core.WhatsApp;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>What a session can send to whom.</summary>
internal static class SessionContent
{
    /// <summary>As many names and languages as a sentence can hold.</summary>
    private const int MostNamed = 10;

    /// <summary>Refuses what WhatsApp would not take from a session of its kind.</summary>
    public static async Task Check(Session store, SessionRow session, WhatsAppContent content)
    {
        if (!session.IsCloud)
        {
            if (content is WhatsAppContent.Template)
                throw new Refusal(Errors.InvalidTemplate, $"Session '{session.Id}' is linked, and only sessions of Meta's Cloud API have templates. Send the words as text.", "type");
            if (content is WhatsAppContent.Poll poll && poll.MostChosen != 1 && poll.MostChosen != poll.Options.Count)
                throw new Refusal(Errors.InvalidRequest, $"'poll.max_choices' must be 1 or {poll.Options.Count}, all of them: the gateway of linked sessions knows nothing between.", "poll.max_choices");
            return;
        }

        if (content is WhatsAppContent.Template template)
            await CheckTemplate(store, session, template);
        else if (content is WhatsAppContent.Poll)
            throw new Refusal(Errors.InvalidRequest, $"Session '{session.Id}' is one of Meta's Cloud API, which has no polls. Send a list to choose from, with the type interactive.", "type");
    }

    /// <summary>Whether a session may send this only to people who wrote within the last day.</summary>
    public static bool NeedsWindow(SessionRow session, WhatsAppContent content) => session.IsCloud && content is not WhatsAppContent.Template;

    /// <summary>For who has not written within the last day.</summary>
    public static Refusal Closed(SessionRow session, string to) => new(Errors.InvalidTemplate,
        $"{Shown.Cut(to)} has not written to session '{session.Id}' within the last 24 hours, and until then Meta takes only approved templates. Send one with the type template; GET /v1/whatsapp/templates lists yours.", "type");

    private static async Task CheckTemplate(Session store, SessionRow session, WhatsAppContent.Template wanted)
    {
        var named = await TemplateRows.Named(store, session.Id, wanted.Name);
        if (named.Count == 0)
            throw await Unknown(store, session, wanted.Name);
        if (named.Find(t => t.Language == wanted.Language) is not { } template)
            throw Wrong($"The template '{wanted.Name}' is not there in the language '{wanted.Language}'. It is there in: {string.Join(", ", named.Take(MostNamed).Select(t => t.Language))}.", "template.language");
        if (TemplateState.Hindrance(template.Status, template.Reason) is { } hindrance)
            throw Wrong($"The template '{wanted.Name}' in {wanted.Language} {hindrance}.", "template.name");
        if (TemplatePlaces.Misfit(TemplateJson.Parse(template.Components), TemplateJson.Parse(wanted.Components)) is { } misfit)
            throw Wrong($"The parameters do not fit: {misfit}.", "template.components");
    }

    private static async Task<Refusal> Unknown(Session store, SessionRow session, string name)
    {
        var names = await TemplateRows.Names(store, session.Id, MostNamed);
        return Wrong(names.Count == 0
            ? $"Session '{session.Id}' has no template '{name}', and no other one. Make one with POST /v1/whatsapp/templates."
            : $"Session '{session.Id}' has no template '{name}'. It has: {string.Join(", ", names)}{(names.Count == MostNamed ? " and maybe more" : "")}.", "template.name");
    }

    private static Refusal Wrong(string why, string field) => new(Errors.InvalidTemplate, why, field);
}
