using Microsoft.Extensions.Logging;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Simulator.Smsc;

/// <summary>The answer to one submit_sm.</summary>
internal readonly record struct SmscTaken(MagicOutcome Outcome, SmppStatus Status, string MessageId);

/// <summary>What all connections share: who may bind, what becomes of texts, where receipts go.</summary>
internal sealed class SmscCentre(SmscOptions options, Action<SimulatedSubmit>? accepted, TimeProvider clock, ILogger log)
{
    /// <summary>The name the simulator gives in its bind answers.</summary>
    public const string Name = "sendapi-smsc";

    private static readonly TimeSpan LateBy = TimeSpan.FromSeconds(30);

    private readonly SmscJudge _judge = new(options, clock);
    private long _submits, _accepted, _confirmed, _refusedReceipts;

    public SmscOptions Options => options;

    public TimeProvider Clock => clock;

    public ILogger Log => log;

    public SmscPhones Phones { get; } = new();

    public SmscReceipts Receipts { get; } = new(options, clock);

    public SmscCounters Counters => new(Interlocked.Read(ref _submits), Interlocked.Read(ref _accepted), Interlocked.Read(ref _confirmed),
        Interlocked.Read(ref _refusedReceipts), Receipts.Dropped, Receipts.Held);

    /// <summary>Whether a client may bind.</summary>
    public SmppStatus Admit(PduBody.Bind bind)
    {
        if (options.SystemId is not null && bind.SystemId != options.SystemId)
            return SmppStatus.ESME_RINVSYSID;
        if (options.Password is not null && bind.Password != options.Password)
            return SmppStatus.ESME_RINVPASWD;
        return Receipts.Knows(bind.SystemId) ? SmppStatus.ESME_ROK : SmppStatus.ESME_RBINDFAIL;
    }

    /// <summary>Takes a submit_sm; null when it is to hang without an answer.</summary>
    public SmscTaken? Take(string systemId, PduBody.Message message)
    {
        Interlocked.Increment(ref _submits);
        var submit = SimulatedSubmit.Read(_judge.NextId(), systemId, message);
        var (outcome, status) = _judge.Judge(submit);
        if (outcome == MagicOutcome.Hang)
            return null;
        if (outcome == MagicOutcome.Disconnect || status != SmppStatus.ESME_ROK)
            return new SmscTaken(outcome, status, "");

        Interlocked.Increment(ref _accepted);
        accepted?.Invoke(submit);
        if (outcome is MagicOutcome.Delivered or MagicOutcome.Late or MagicOutcome.Double)
            Phones.Take(submit);
        if (WantsReceipt(message, outcome))
            Schedule(outcome, submit);
        return new SmscTaken(outcome, status, submit.MessageId);
    }

    /// <summary>registered_delivery, bits 1 and 0: 1 asks for any receipt, 2 for one of failure only (section 5.2.17).</summary>
    private static bool WantsReceipt(PduBody.Message message, MagicOutcome outcome) => (message.RegisteredDelivery & 3) switch
    {
        1 => true,
        2 => outcome is MagicOutcome.Undeliverable or MagicOutcome.Expired,
        _ => false,
    };

    private void Schedule(MagicOutcome outcome, SimulatedSubmit submit)
    {
        if (outcome == MagicOutcome.Silent)
            return;

        var receipt = SimulatedReceipt.For(outcome, submit, clock.GetUtcNow());
        Receipts.Schedule(receipt, outcome == MagicOutcome.Late ? LateBy : options.ReceiptDelay);
        if (outcome == MagicOutcome.Double)
            Receipts.Schedule(receipt, options.ReceiptDelay);
    }

    /// <summary>Ends a receipt, or keeps it when the client could not take it for the moment.</summary>
    public void Settle(SimulatedReceipt receipt, SmppStatus status)
    {
        if (status is SmppStatus.ESME_RX_T_APPN or SmppStatus.ESME_RMSGQFUL or SmppStatus.ESME_RTHROTTLED)
        {
            Receipts.Again(receipt);
            return;
        }

        if (status == SmppStatus.ESME_ROK)
            Interlocked.Increment(ref _confirmed);
        else
            Interlocked.Increment(ref _refusedReceipts);
        Receipts.Done();
    }
}
