using SendApi.Connectors.Pacing;
using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>One message on its way, part after part. A part that the carrier holds up is sent again here; an accepted one never is.</summary>
internal sealed class SmppDelivery(SendWindow window, SmppBind bind, TimeProvider clock, TimeSpan patience)
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <summary>Where the carrier did not ask for calm: it is not knocked at without a breath.</summary>
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    private readonly long _begunAt = clock.GetTimestamp();
    private readonly List<string> _ids = [];
    private readonly List<Exchange> _exchanges = [];

    public async Task<SendOutcome> Send(IReadOnlyList<PduBody.Message> parts, CancellationToken ct) => await SendAll(parts, ct) with { Exchanges = _exchanges };

    private async Task<SendOutcome> SendAll(IReadOnlyList<PduBody.Message> parts, CancellationToken ct)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var outcome = i == 0 ? await SendFirst(parts[0], ct) : await SendFollowing(parts[i], ct);
            if (outcome is SendOutcome.Accepted accepted)
                _ids.AddRange(accepted.ProviderIds);
            else
                return i == 0 ? outcome : Torn(outcome, i, parts.Count);
        }

        return new SendOutcome.Accepted(_ids);
    }

    /// <summary>Before the first part nothing has left, so whatever holds it up is the dispatcher's to repeat.</summary>
    private async Task<SendOutcome> SendFirst(PduBody.Message part, CancellationToken ct)
    {
        if (window.TryTake())
            return await Submit(part);
        if (bind.Session is null)
            return new SendOutcome.TryLater($"The link is down: {bind.State}");
        if (window.Calm is { Ticks: > 0 } calm)
            return new SendOutcome.TryLater("The carrier asked to slow down.", calm);

        // Another message took the room the dispatcher saw; there will be more in a moment.
        return await window.Take(ShortWait, ct) ? await Submit(part) : new SendOutcome.TryLater("There was no room for it in time.");
    }

    /// <summary>After the first part only this method may repeat: giving the message back would send the accepted parts again.</summary>
    private async Task<SendOutcome> SendFollowing(PduBody.Message part, CancellationToken ct)
    {
        SendOutcome last = new SendOutcome.TryLater("There was no room for it in time.");
        while (patience - clock.GetElapsedTime(_begunAt) is var left && left > TimeSpan.Zero && await window.Take(left, ct))
        {
            last = await Submit(part);
            if (last is not SendOutcome.TryLater)
                return last;
            if (window.Calm == TimeSpan.Zero)
                await Task.Delay(BetweenTries, clock, CancellationToken.None);
        }

        return last;
    }

    private static SendOutcome.Unknown Torn(SendOutcome outcome, int accepted, int total)
    {
        var why = outcome switch
        {
            SendOutcome.Rejected rejected => $"{rejected.ProviderCode}: {rejected.Reason}",
            SendOutcome.TryLater later => later.Reason,
            SendOutcome.Unknown unknown => unknown.Reason,
            _ => "",
        };
        return new SendOutcome.Unknown($"Part {accepted + 1} of {total} did not follow the {accepted} accepted before it. {why}");
    }

    /// <summary>Sends one part on a place that was taken, and gives the place back.</summary>
    private async Task<SendOutcome> Submit(PduBody.Message part)
    {
        SmppAnswer answer = new SmppAnswer.NotSent($"The link is down: {bind.State}");
        var verdict = SmppVerdict.Unknown;
        try
        {
            if (bind.Session is { } session)
                answer = await session.Request(SmppCommand.SubmitSm, part);
            if (answer is SmppAnswer.Given given)
                verdict = SmppErrors.Of(given.Pdu.Status).Verdict;
        }
        finally
        {
            // Before the outcome is made: a throttling answer first sets the pause that the outcome names.
            window.Release(verdict switch { SmppVerdict.Accepted => Pressure.Eased, SmppVerdict.Throttled => Pressure.Throttled, _ => Pressure.None });
        }

        if (answer is not SmppAnswer.NotSent)
            Exchange.Add(_exchanges, SmppTranscript.Of(part, (answer as SmppAnswer.Given)?.Pdu));
        return Outcome(answer, verdict);
    }

    private SendOutcome Outcome(SmppAnswer answer, SmppVerdict verdict) => answer switch
    {
        SmppAnswer.NotSent notSent => new SendOutcome.TryLater(notSent.Why),
        SmppAnswer.None none => new SendOutcome.Unknown(none.Why),
        SmppAnswer.Given given => Outcome(given.Pdu, SmppErrors.Of(given.Pdu.Status), verdict),
        _ => throw new InvalidOperationException($"{answer} is no answer we know."),
    };

    private SendOutcome Outcome(in Pdu pdu, SmppError error, SmppVerdict verdict) => verdict switch
    {
        // A generic_nack without an error, or the answer to another command, is a carrier that lost its way.
        SmppVerdict.Accepted when pdu.Command != SmppCommand.SubmitSmResp => new SendOutcome.Unknown($"The carrier answered with {pdu.Command}."),
        SmppVerdict.Accepted => new SendOutcome.Accepted(Ids(pdu)),
        SmppVerdict.Rejected => new SendOutcome.Rejected(error.Name, error.Meaning) { IsByRoute = error.IsByRoute },
        SmppVerdict.TryLater => new SendOutcome.TryLater(error.ToString()),
        SmppVerdict.Throttled => new SendOutcome.TryLater(error.ToString(), Calm()),
        _ => new SendOutcome.Unknown(error.ToString()),
    };

    /// <summary>A carrier that gives no id has taken the message all the same; no receipt will find it.</summary>
    private static string[] Ids(in Pdu pdu) => pdu.Body is PduBody.MessageAnswer { MessageId: { Length: > 0 } id } ? [id] : [];

    private TimeSpan Calm() => window.Calm is { Ticks: > 0 } calm ? calm : TimeSpan.FromMilliseconds(250);
}
