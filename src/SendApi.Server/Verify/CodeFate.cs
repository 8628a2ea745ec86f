using System.Globalization;
using SendApi.Core.Codes;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;

namespace SendApi.Server.Verify;

/// <summary>What the newest text of a code came to, as far as it decides what becomes of the code. Pure.</summary>
internal abstract record CodeFate
{
    /// <summary>So much of a code's lifetime must be left for one more text.</summary>
    private static readonly TimeSpan LeastLeft = TimeSpan.FromSeconds(20);

    /// <summary>The code needs no further text: it has arrived, has ended, or was taken back.</summary>
    public sealed record Settled : CodeFate;

    /// <summary>The text may still arrive in its time.</summary>
    public sealed record Waiting(long Until) : CodeFate;

    /// <summary>The text did not arrive, or not in its time.</summary>
    /// <param name="Reason">For the timeline.</param>
    /// <param name="HasFailed">That is final: no receipt will say otherwise.</param>
    /// <param name="IsLate">Too little of the code's lifetime is left for another one.</param>
    public sealed record Lost(string Reason, bool HasFailed, bool IsLate) : CodeFate
    {
        /// <summary>All that is wrong is that its carrier says nothing.</summary>
        public bool IsSilent { get; init; }
    }

    public static CodeFate Of(VerificationRow row, MessageRow? text, long now, TimeSpan within)
    {
        if (row.StatusAt(now) != VerificationStatus.Pending || text is null)
            return new Settled();

        var seconds = within.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return (MessageStatus)text.Status switch
        {
            MessageStatus.Delivered or MessageStatus.Read or MessageStatus.Canceled => new Settled(),
            MessageStatus.Failed => Gone("The text failed.", hasFailed: true),
            MessageStatus.Undelivered => Gone("The text was not delivered.", hasFailed: true),
            MessageStatus.Uncertain => Gone("Nobody knows whether the text left.", hasFailed: false),
            MessageStatus.Sent => After(text.UpdatedAt, $"No receipt came within {seconds} seconds.", isSilent: true),
            _ => After(text.CreatedAt, $"It had not left after {seconds} seconds."),
        };

        CodeFate After(long since, string reason, bool isSilent = false) =>
            since + (long)within.TotalMicroseconds is var until && until > now ? new Waiting(until) : Gone(reason, hasFailed: false) with { IsSilent = isSilent };

        Lost Gone(string reason, bool hasFailed) => new(reason, hasFailed, IsLate: row.ExpiresAt - now < LeastLeft.TotalMicroseconds);
    }
}
