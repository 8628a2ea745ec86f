namespace SendApi.Client;

/// <summary>A new webhook.</summary>
public sealed record CreateWebhookRequest
{
    /// <summary>Where events are posted to. It must be on the internet; http is only for a receiver on the server's own machine, where the operator allows that.</summary>
    public required string Url { get; init; }

    /// <summary>Names of events such as <c>sms.delivered</c>, families such as <c>sms.*</c>, or <c>*</c> for all. What another entry covers is left out.</summary>
    public required IReadOnlyList<string> Events { get; init; }
}

/// <summary>Changes to a webhook; what is null stays.</summary>
public sealed record UpdateWebhookRequest
{
    /// <summary>Where events are posted to. It must be on the internet; http is only for a receiver on the server's own machine, where the operator allows that.</summary>
    public string? Url { get; init; }

    /// <summary>Names of events such as <c>sms.delivered</c>, families such as <c>sms.*</c>, or <c>*</c> for all. What another entry covers is left out.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Whether events are delivered.</summary>
    public bool? IsActive { get; init; }
}

/// <summary>Which made-up event a webhook is sent.</summary>
public sealed record TestWebhookRequest
{
    /// <summary>Which event; without it the first one that the webhook is told of.</summary>
    public string? Event { get; init; }
}

/// <summary>Which span of time a webhook is told of once more.</summary>
public sealed record ReplayWebhookRequest
{
    /// <summary>Where the span begins, at most 30 days back.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, itself not included; now without it.</summary>
    public DateTimeOffset? To { get; init; }
}
