using System.ComponentModel.DataAnnotations;
using SendApi.Core.Messages;

namespace SendApi.Server.Delivery;

/// <summary>What is done with a message that may have left.</summary>
public enum UncertainAction
{
    /// <summary>Nothing: it waits for a receipt, or for the operator.</summary>
    Hold,
    /// <summary>It is sent once more: it may arrive twice.</summary>
    Resend,
}

/// <summary>The settings of messages of which nobody knows whether they left, section "Uncertain": one rule for each class of traffic.</summary>
public sealed class UncertainOptions : IValidatableObject
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5), Longest = TimeSpan.FromDays(1);

    public UncertainRule Otp { get; init; } = new();
    public UncertainRule Transactional { get; init; } = new();
    public UncertainRule Bulk { get; init; } = new();

    /// <summary>The classes whose messages are sent again, and after how long.</summary>
    public IEnumerable<(TrafficClass Class, TimeSpan After)> Resends =>
        Rules.Where(r => r.Rule.Action == UncertainAction.Resend).Select(r => (r.Class, r.Rule.After));

    private (TrafficClass Class, UncertainRule Rule)[] Rules => [(TrafficClass.OneTimeCode, Otp), (TrafficClass.Transactional, Transactional), (TrafficClass.Bulk, Bulk)];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from rule in Rules
        where rule.Rule.After < Shortest || rule.Rule.After > Longest
        select new ValidationResult($"Uncertain:{rule.Class.Name()}:After is {rule.Rule.After}; it takes {Shortest} to {Longest}.");
}

/// <summary>What is done with uncertain messages of one class.</summary>
public sealed class UncertainRule
{
    public UncertainAction Action { get; init; }

    /// <summary>How long a receipt is waited for before the message is sent again.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(20);
}
