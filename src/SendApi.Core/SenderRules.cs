namespace SendApi.Core;

/// <summary>A sender that an account registered, as the rules see it.</summary>
/// <param name="Numbers">Of a pool; empty for another sender.</param>
/// <param name="Countries">Where it may be used; empty for everywhere.</param>
/// <param name="Reason">Why it was rejected.</param>
public sealed record RegisteredSender(string Name, IReadOnlyList<string> Numbers, IReadOnlyList<string> Countries, SenderStatus Status, string? Reason, bool IsDefault)
{
    /// <summary>How senders are compared: a number is the same with its plus sign and without.</summary>
    public static string Spelling(string sender) => sender.TrimStart('+');
}

/// <summary>What the operator decided about a sender.</summary>
public enum SenderStatus
{
    Pending,
    Approved,
    Rejected,
}

/// <summary>The names of the states of a sender on the wire and in the store.</summary>
public static class SenderStatuses
{
    public static readonly IReadOnlyDictionary<string, SenderStatus> All = new Dictionary<string, SenderStatus>
    {
        ["pending"] = SenderStatus.Pending,
        ["approved"] = SenderStatus.Approved,
        ["rejected"] = SenderStatus.Rejected,
    };

    public static string Name(this SenderStatus status) => All.First(s => s.Value == status).Key;

    /// <summary>The state with this name, or null.</summary>
    public static SenderStatus? Named(string name) => All.TryGetValue(name, out var status) ? status : null;
}

/// <summary>Which sender a text leaves with, and which it may not leave with. The countries are the operator's to change; carriers' habits do.</summary>
/// <param name="RequireRegistration">Whether a sender that is not registered is refused.</param>
/// <param name="NumbersOnly">Countries where a name cannot be a sender.</param>
/// <param name="RegisteredOnly">Countries where a name that nobody registered is not delivered, or under another name.</param>
public sealed record SenderRules(bool RequireRegistration, IReadOnlySet<string> NumbersOnly, IReadOnlySet<string> RegisteredOnly)
{
    /// <summary>United States and Canada: their carriers take numbers and short codes only (CTIA, Messaging Principles and Best Practices).</summary>
    public const string NumbersOnlyByDefault = "US,CA";

    /// <summary>India: names are registered with the operators (TRAI, TCCCPR 2018). Singapore: with the SMS Sender ID Registry, in full since 30 January 2023 (IMDA).</summary>
    public const string RegisteredOnlyByDefault = "IN,SG";

    /// <summary>The sender for a text; null is the carrier's default. Throws 4006 for a sender that was asked for and may not be used.</summary>
    /// <param name="needsApproval">Not for test messages: they leave with a sender that waits for its approval.</param>
    public SenderId? Choose(IReadOnlyList<RegisteredSender> registered, string? asked, PhoneNumber to, bool needsApproval)
    {
        if (asked is null)
        {
            // Nobody asked for it, so where it is not possible the carrier's own is used and nothing is refused.
            var usual = registered.FirstOrDefault(s => s.IsDefault);
            return usual is null || Fault(usual.Name, usual, to, needsApproval) is not null ? null : Shown(usual.Name, usual, to);
        }

        var known = registered.FirstOrDefault(s => RegisteredSender.Spelling(s.Name) == RegisteredSender.Spelling(asked));
        return Fault(asked, known, to, needsApproval) is { } fault ? throw new Refusal(Errors.InvalidSender, fault, "sender_id") : Shown(asked, known, to);
    }

    private static SenderId Shown(string asked, RegisteredSender? known, PhoneNumber to) =>
        SenderId.Trusted(known is { Numbers.Count: > 0 } pool ? SenderPool.Pick(pool.Numbers, to) : asked);

    private string? Fault(string asked, RegisteredSender? known, PhoneNumber to, bool needsApproval)
    {
        if (known is null && RequireRegistration)
            return $"sender_id '{asked}' is not registered for this account. Register it with POST /v1/sms/sender-ids.";
        if (known is { Status: SenderStatus.Rejected } && needsApproval)
            return $"sender_id '{asked}' was rejected: {(known.Reason ?? "no reason was given").TrimEnd('.')}.";
        if (known is { Status: SenderStatus.Pending } && needsApproval)
            return $"sender_id '{asked}' waits for the operator's approval.";

        var isName = known is not { Numbers.Count: > 0 } && SenderId.Trusted(asked).IsAlphanumeric;
        if (!isName && known is not { Countries.Count: > 0 })
            return null;

        var country = to.Country;
        if (known is { Countries.Count: > 0 } && (country is null || !known.Countries.Contains(country)))
            return $"sender_id '{asked}' is registered for {string.Join(", ", known.Countries)} and not for {country ?? "this destination"}.";
        if (country is null || !isName)
            return null;
        if (NumbersOnly.Contains(country))
            return $"sender_id '{asked}' is a name, and networks in {country} show numbers only. Use a number, or leave it out.";
        return RegisteredOnly.Contains(country) && known is null
            ? $"sender_id '{asked}' is not registered, and in {country} a name has to be. Register it with POST /v1/sms/sender-ids."
            : null;
    }
}
