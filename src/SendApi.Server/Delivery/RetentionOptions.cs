using System.ComponentModel.DataAnnotations;

namespace SendApi.Server.Delivery;

/// <summary>How long messages are kept that are over, section "Retention". Zero keeps them for ever.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(2), Longest = TimeSpan.FromDays(3650), BetweenWalks = TimeSpan.FromDays(1);

    /// <summary>How long a message is kept with its timeline after it was accepted and last moved. One that still has to leave is kept in any case.</summary>
    public TimeSpan Messages { get; init; } = TimeSpan.FromDays(400);

    /// <summary>How long a receipt can still find its message after that was sent; never longer than the message is kept.</summary>
    public TimeSpan Receipts { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What was over before this moment is forgotten; null when nothing is.</summary>
    public DateTimeOffset? MessagesBefore(DateTimeOffset now) => Messages > TimeSpan.Zero ? now - Messages : null;

    /// <summary>The same for what receipts are matched by. It goes before the message, so that no receipt finds one that is gone.</summary>
    public DateTimeOffset? ReceiptsBefore(DateTimeOffset now)
    {
        var most = Messages > TimeSpan.Zero ? Messages - BetweenWalks : TimeSpan.MaxValue;
        var kept = Receipts > TimeSpan.Zero && Receipts < most ? Receipts : most;
        return kept < TimeSpan.MaxValue ? now - kept : null;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from setting in new[] { (Name: nameof(Messages), Value: Messages), (Name: nameof(Receipts), Value: Receipts) }
        where setting.Value != TimeSpan.Zero && (setting.Value < Shortest || setting.Value > Longest)
        select new ValidationResult($"Retention:{setting.Name} is {setting.Value}; it takes {Shortest.Days} to {Longest.Days} days, or 0 to keep everything.", [setting.Name]);
}
