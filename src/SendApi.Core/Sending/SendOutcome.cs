namespace SendApi.Core.Sending;

/// <summary>A provider's answer to one send. The set is closed, and its fourth member is the one most systems forget: nobody knows.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>What was said on the wire until it was known; empty where nothing left.</summary>
    public IReadOnlyList<Exchange> Exchanges { get; init; } = [];

    /// <summary>The provider took it; one id for each part, in the provider's own spelling, to match receipts by.</summary>
    public sealed record Accepted(IReadOnlyList<string> ProviderIds) : SendOutcome;

    /// <summary>The provider refused it for good.</summary>
    public sealed record Rejected(string ProviderCode, string Reason) : SendOutcome
    {
        /// <summary>For a reason of this provider's own, such as a sender that it does not allow: another one may take it.</summary>
        public bool IsByRoute { get; init; }
    }

    /// <summary>Nothing left, surely: it may be tried again, at the earliest after the wait the provider asked for.</summary>
    public sealed record TryLater(string Reason, TimeSpan? After = null) : SendOutcome;

    /// <summary>It may have left. Never sent again by itself; a receipt may still tell.</summary>
    public sealed record Unknown(string Reason) : SendOutcome;
}
