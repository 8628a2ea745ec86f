using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>The settings of senders that may only send so fast, section "Pacing".</summary>
public sealed class PacingOptions : IValidatableObject
{
    private const double Slowest = 0.01, Fastest = 10_000;

    /// <summary>Segments a second that may leave with a sender.</summary>
    public Dictionary<string, double> Senders { get; init; } = [];

    /// <summary>The same for each sender that is a telephone number and not named above; null for no limit.</summary>
    public double? EachNumber { get; init; }

    /// <summary>The segments a second of a sender; null where it has no limit.</summary>
    public double? Of(string? sender) => sender is null ? null
        : Senders.TryGetValue(sender, out var own) ? own
        : sender.StartsWith('+') ? EachNumber : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Senders.Values.Append(EachNumber ?? 1).Any(rate => rate is < Slowest or > Fastest)
            ? [new ValidationResult(string.Create(CultureInfo.InvariantCulture, $"Pacing takes segments a second from {Slowest} to {Fastest}."))]
            : [];
}

/// <summary>Gives texts of a sender that may only send so fast their times, one after the other and for all nodes together. Others leave at once.</summary>
/// <remarks>
/// The time is given when a text is accepted, so that it waits in no link's way. Each class has its own row of times: a one-time code does
/// not wait behind a bulk that has been given an hour of them, and for that moment the sender goes a little faster. The times of a text that
/// is refused afterwards stay empty.
/// </remarks>
public sealed class SenderPaces(Db db, TimeProvider clock, IOptions<PacingOptions> options)
{
    /// <summary>When the text may leave; null where nothing holds it up.</summary>
    public async ValueTask<DateTimeOffset?> Reserve(MessageRow message)
    {
        if (options.Value.Of(message.Sender) is not { } perSecond)
            return null;

        var wanted = message.SendAt ?? clock.GetUtcNow().ToMicros();
        var step = (long)(message.Segments * 1_000_000 / perSecond);
        var next = await db.Write(s => s.Number("""
            INSERT INTO sender_slots (sender, lane, next_at)
            VALUES (@Sender, @TrafficClass, @wanted + @step)
            ON CONFLICT (sender, lane) DO UPDATE
            SET next_at = CASE WHEN sender_slots.next_at > @wanted THEN sender_slots.next_at ELSE @wanted END + @step
            RETURNING next_at
            """, new { message.Sender, message.TrafficClass, wanted, step }), CancellationToken.None);
        return next - step > wanted ? Times.FromMicros(next - step) : null;
    }
}
