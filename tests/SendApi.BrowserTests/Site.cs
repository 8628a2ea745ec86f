using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>Whom a page, or what it offers, is for.</summary>
internal enum Circle
{
    All,
    Writers,
    Administrators,
    Operators,
}

/// <summary>A page of the dashboard.</summary>
/// <param name="Route">What stands behind <c>@page</c>.</param>
/// <param name="Path">An address of it, beneath the dashboard's.</param>
/// <param name="Heading">Its title.</param>
internal sealed record Place(string Route, string Path, string Heading, Circle For = Circle.All)
{
    /// <summary>Its name for a file.</summary>
    public string Name { get; init; } = Path.Length == 0 ? "overview" : Path.Replace('/', '-');

    /// <summary>Whether it stands in the menu.</summary>
    public bool IsInMenu { get; init; }
}

/// <summary>Every page of the dashboard.</summary>
internal static class Site
{
    /// <summary>Those that need no sign-in: plain pages without a menu.</summary>
    public static readonly string[] Doors = ["sign-in", "welcome", "join", "nowhere"];

    /// <summary>Those that stand alone at their address.</summary>
    public static readonly Place[] Pages =
    [
        Menu("", "Overview"), Menu("messages", "Messages"), Menu("phone", "Phone simulator"), Menu("verify", "Verify"), Menu("whatsapp", "WhatsApp"),
        Menu("suppressions", "Suppressions"), Menu("webhooks", "Webhooks"), Menu("billing", "Billing"), Menu("status", "System status"),
        Menu("send", "Send", Circle.Writers), Menu("keys", "API keys", Circle.Administrators), Menu("members", "Members", Circle.Administrators),
        Menu("accounts", "Accounts", Circle.Operators), Menu("providers", "Providers and routes", Circle.Operators), Menu("uncertain", "Uncertain messages", Circle.Operators),
        Alone("you", "Your sign-in"), Alone("batches", "Batches"), Alone("verify/guard", "Conversion and fraud guard"), Alone("whatsapp/templates", "Templates"),
        Alone("accounts/plans", "Plans", Circle.Operators), Alone("accounts/senders", "Senders", Circle.Operators), Alone("accounts/numbers", "Inbound numbers", Circle.Operators),
        Alone("not-for-you", "Your role does not open this page"),
    ];

    /// <summary>Those of one thing each.</summary>
    public static Place[] Details(Used of) =>
    [
        Message(of.Sms, $"SMS to {Used.Reached}", "message"), Message(of.ScheduledSms, $"SMS to {Used.Later}", "message-scheduled"), Message(of.UncertainSms, $"SMS to {Used.Lost}", "message-uncertain"),
        Message(of.FailedSms, $"SMS to {Used.Unreached}", "message-failed"), Message(of.ReceivedSms, $"SMS from {Used.Wrote}", "message-received"), Message(of.WhatsApp, $"WhatsApp to {Used.Chatted}", "whatsapp-message"),
        Message(of.ReceivedWhatsApp, $"WhatsApp from {Used.Wrote}", "whatsapp-received"),
        new("/batches/{Id}", $"batches/{of.Batch}", "Batch") { Name = "batch" },
        new("/phone/{Number}", $"phone/{Used.Reached}", "Phone simulator") { Name = "phone-number" },
        new("/verify/{Id}", $"verify/{of.Verification}", $"Code for {of.CodeTo}") { Name = "verification" },
        Session(of.LinkedSession, Used.Linked, "session"), Session(of.UnlinkedSession, Used.Unlinked, "session-unlinked"), Session(of.CloudSession, Used.Cloud, "session-cloud"),
        new("/webhooks/{Id}", $"webhooks/{of.Webhook}", Used.Hook) { Name = "webhook" },
        new("/webhooks/{WebhookId}/deliveries/{Id}", $"webhooks/{of.Webhook}/deliveries/{of.Delivery.Id}", $"Delivery of {of.Delivery.Event}") { Name = "delivery" },
        new("/providers/{Name}", $"providers/{Used.Provider}", Used.Provider, Circle.Operators) { Name = "provider" },
        new("/accounts/{Id}", $"accounts/{of.Account}", Used.Customer, Circle.Operators) { Name = "account" },
    ];

    /// <summary>All of them, in a server that is in use.</summary>
    public static Place[] All(Used of) => [.. Pages, .. Details(of)];

    /// <summary>Whether somebody of this role comes in.</summary>
    public static bool May(string role, bool isOperator, Circle circle) => circle switch
    {
        Circle.All => true,
        Circle.Writers => role != MemberRole.Viewer,
        Circle.Administrators => role is MemberRole.Owner or MemberRole.Admin,
        _ => isOperator && role is (MemberRole.Owner or MemberRole.Admin),
    };

    private static Place Menu(string path, string heading, Circle circle = Circle.All) => Alone(path, heading, circle) with { IsInMenu = true };

    private static Place Alone(string path, string heading, Circle circle = Circle.All) => new("/" + path, path, heading, circle);

    private static Place Message(string id, string heading, string name) => new("/messages/{Id}", $"messages/{id}", heading) { Name = name };

    private static Place Session(string id, string heading, string name) => new("/whatsapp/{Id}", $"whatsapp/{id}", heading) { Name = name };
}
