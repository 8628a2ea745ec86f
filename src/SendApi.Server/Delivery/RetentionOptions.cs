using System.ComponentModel.DataAnnotations;

namespace SendApi.Server.Delivery;

/// <summary>How long messages are kept that are over, section "Retention". Zero keeps them for ever.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    private static readonly TimeSpan ShortestWords = TimeSpan.FromHours(1), Shortest = TimeSpan.FromDays(2), Longest = TimeSpan.FromDays(3650), BetweenWalks = TimeSpan.FromDays(1);

    /// <summary>How long a message is kept with its timeline after it was accepted and last moved. One that still has to leave is kept in any case.</summary>
    public TimeSpan Messages { get; init; } = TimeSpan.FromDays(400);

    /// <summary>How long a receipt can still find its message after that was sent; never longer than the message is kept.</summary>
    public TimeSpan Receipts { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long the words of a text are kept after it last moved and its validity ended; zero as long as the message.</summary>
    public TimeSpan Content { get; init; }

    /// <summary>The same for its recipient and the notes sent with it.</summary>
    public TimeSpan Recipients { get; init; }

    /// <summary>How long it is kept what was said to providers and by them; zero as long as the rest of the message. Never longer than words and recipients.</summary>
    public TimeSpan Exchanges { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What was said before this moment is forgotten; null when nothing is.</summary>
    public DateTimeOffset? ExchangesBefore(DateTimeOffset now) =>
        new[] { Exchanges, Content, Recipients, Messages }.Where(kept => kept > TimeSpan.Zero).Select(kept => now - kept).OrderDescending().Cast<DateTimeOffset?>().FirstOrDefault();

    /// <summary>The words of what was over before this moment are taken out; null when they are kept.</summary>
    public DateTimeOffset? ContentBefore(DateTimeOffset now) => Content > TimeSpan.Zero ? now - Content : null;

    /// <summary>The same for recipients.</summary>
    public DateTimeOffset? RecipientsBefore(DateTimeOffset now) => Recipients > TimeSpan.Zero ? now - Recipients : null;

    /// <summary>What was over before this moment is forgotten; null when nothing is.</summary>
    public DateTimeOffset? MessagesBefore(DateTimeOffset now) => Messages > TimeSpan.Zero ? now - Messages : null;

    /// <summary>The same for what receipts are matched by. It goes before the message, so that no receipt finds one that is gone.</summary>
    public DateTimeOffset? ReceiptsBefore(DateTimeOffset now)
    {
        var most = Messages > TimeSpan.Zero ? Messages - BetweenWalks : TimeSpan.MaxValue;
        var kept = Receipts > TimeSpan.Zero && Receipts < most ? Receipts : most;
        return kept < TimeSpan.MaxValue ? now - kept : null;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => WholeMessages().Concat(
        from setting in new[] { (Name: nameof(Content), Value: Content), (Name: nameof(Recipients), Value: Recipients), (Name: nameof(Exchanges), Value: Exchanges) }
        where setting.Value != TimeSpan.Zero && (setting.Value < ShortestWords || setting.Value > Longest)
        select new ValidationResult($"Retention:{setting.Name} is {setting.Value}; it takes {ShortestWords.Hours} hour to {Longest.Days} days, or 0 to keep them as long as the message.", [setting.Name]));

    private IEnumerable<ValidationResult> WholeMessages() =>
        from setting in new[] { (Name: nameof(Messages), Value: Messages), (Name: nameof(Receipts), Value: Receipts) }
        where setting.Value != TimeSpan.Zero && (setting.Value < Shortest || setting.Value > Longest)
        select new ValidationResult($"Retention:{setting.Name} is {setting.Value}; it takes {Shortest.Days} to {Longest.Days} days, or 0 to keep everything.", [setting.Name]);
}
