using System.Text.Json;

namespace SendApi.Client;

/// <summary>A template of a session of Meta's Cloud API.</summary>
public sealed record WhatsAppTemplate
{
    /// <summary>Its id, <c>tpl_…</c>.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>What kind of thing this is, as the API names it.</summary>
    public string Object { get; init => field = value ?? ""; } = "";

    /// <summary>The session whose business account it belongs to.</summary>
    public string SessionId { get; init => field = value ?? ""; } = "";

    /// <summary>What it is sent by.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its language, such as <c>en_US</c>.</summary>
    public string Language { get; init => field = value ?? ""; } = "";

    /// <summary>What it is for: see <see cref="TemplateCategory"/>.</summary>
    public string Category { get; init => field = value ?? ""; } = "";

    /// <summary>How it stands at Meta: see <see cref="TemplateStatus"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Why Meta rejected it.</summary>
    public string? Reason { get; init; }

    /// <summary>Its parts, as Meta has them.</summary>
    public JsonElement? Components { get; init; }

    /// <summary>When it was made, or first seen.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a change at Meta was last seen.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A template to hand in.</summary>
public sealed record CreateTemplateRequest
{
    /// <summary>The session whose business account it is for, by its id or its number; without it, the one that is connected.</summary>
    public string? SessionId { get; init; }

    /// <summary>1 to 512 small letters, digits and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>A language of Meta's list, such as <c>en_US</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What it is for: see <see cref="TemplateCategory"/>.</summary>
    public required string Category { get; init; }

    /// <summary>Its parts, as Meta's own API has them: a list.</summary>
    public required JsonElement Components { get; init; }
}

/// <summary>Which template a message is, and what fills its places.</summary>
public sealed record TemplateContent
{
    /// <summary>The template's name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its language, such as <c>en_US</c>.</summary>
    public string Language { get; init => field = value ?? ""; } = "";

    /// <summary>What fills its places, as Meta's own API has it: a list. Null where it has none.</summary>
    public JsonElement? Components { get; init; }

    /// <summary>Without what fills it, so that it gets into no log.</summary>
    public override string ToString() => $"TemplateContent {{ Name = {Name}, Language = {Language} }}";
}

/// <summary>What a template is for.</summary>
public static class TemplateCategory
{
    /// <summary>Offers and news.</summary>
    public const string Marketing = "MARKETING";

    /// <summary>What follows from something that the person did, such as an order.</summary>
    public const string Utility = "UTILITY";

    /// <summary>One-time codes.</summary>
    public const string Authentication = "AUTHENTICATION";
}

/// <summary>How a template stands at Meta.</summary>
public static class TemplateStatus
{
    /// <summary>It was not handed in yet.</summary>
    public const string Draft = "draft";

    /// <summary>Meta looks at it.</summary>
    public const string Pending = "pending";

    /// <summary>It can be sent.</summary>
    public const string Approved = "approved";

    /// <summary>Meta does not take it.</summary>
    public const string Rejected = "rejected";

    /// <summary>Meta lets it rest, because people did not want it.</summary>
    public const string Paused = "paused";

    /// <summary>Meta does not let it be sent any more.</summary>
    public const string Disabled = "disabled";
}
