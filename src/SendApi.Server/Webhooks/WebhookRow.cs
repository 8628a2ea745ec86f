using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Webhooks;

/// <summary>Whether a webhook gets its deliveries, and if not, why.</summary>
public enum WebhookState
{
    Active,

    /// <summary>Its endpoint does not answer well just now.</summary>
    Failing,

    /// <summary>It failed several times in a row and is left alone for a while.</summary>
    Paused,

    /// <summary>Switched off by the server.</summary>
    Disabled,

    /// <summary>Switched off by its owner.</summary>
    Inactive,
}

/// <summary>The names of webhook states on the wire.</summary>
public static class WebhookStates
{
    public static readonly IReadOnlyList<string> All = ["active", "failing", "paused", "disabled", "inactive"];

    public static string Name(this WebhookState state) => All[(int)state];
}

/// <summary>A webhook with how its endpoint answers, as it is stored: without its secrets.</summary>
public sealed class WebhookRow
{
    public string AccountId { get; init; } = "";
    public long IsTest { get; init; }
    public string Id { get; init; } = "";
    public string Url { get; init; } = "";
    public string Events { get; init; } = "";
    public long IsActive { get; init; }
    public long? PreviousUntil { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }
    public long? FailingSince { get; init; }
    public long? PausedUntil { get; init; }
    public string? LastError { get; init; }
    public long? FullSince { get; init; }
    public long? SwitchedOffAt { get; init; }
    public string? SwitchedOffWhy { get; init; }

    /// <summary>How much waits for it, counted to one more than <see cref="WebhookRows.CountedUpTo"/>.</summary>
    public long Waiting { get; init; }

    public WebhookState StateAt(DateTimeOffset now) =>
        IsActive == 0 ? WebhookState.Inactive
        : SwitchedOffAt is not null ? WebhookState.Disabled
        : PausedUntil > now.ToMicros() ? WebhookState.Paused
        : FailingSince is not null ? WebhookState.Failing
        : WebhookState.Active;

    /// <summary>4090 for a webhook that gets nothing: what was queued for it would only be canceled.</summary>
    public void RequireOn()
    {
        if (IsActive == 0)
            throw new Refusal(Errors.Conflict, "The webhook is inactive. Set its is_active to true first.", "id");
        if (SwitchedOffAt is not null)
            throw new Refusal(Errors.Conflict, $"The webhook was switched off: {SwitchedOffWhy} Set its is_active to true first.", "id");
    }
}
