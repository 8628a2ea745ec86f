using System.Collections.Frozen;
using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Connectors.Smpp;

/// <summary>What an answer to submit_sm means for the message.</summary>
public enum SmppVerdict
{
    Accepted,
    /// <summary>For good: the same text would be refused again.</summary>
    Rejected,
    /// <summary>Not taken, through no fault of the message.</summary>
    TryLater,
    /// <summary>Not taken because we send too fast: the whole link slows down.</summary>
    Throttled,
    /// <summary>The answer does not say whether it was taken.</summary>
    Unknown,
}

/// <summary>One status, its verdict and what it says in plain words.</summary>
public sealed record SmppError(SmppStatus Status, SmppVerdict Verdict, string Meaning)
{
    /// <summary>A refusal that says something of this carrier and not of the text: another one may take it.</summary>
    public bool IsByRoute => Verdict == SmppVerdict.Rejected && (!Enum.IsDefined(Status) || Status is SmppStatus.ESME_RINVSRCADR or SmppStatus.ESME_RINVSRCTON or SmppStatus.ESME_RINVSRCNPI
        or SmppStatus.ESME_RINVSERTYP or SmppStatus.ESME_RSUBMITFAIL or SmppStatus.ESME_RINVESMCLASS or SmppStatus.ESME_RINVREGDLVFLG or SmppStatus.ESME_ROPTPARNOTALLWD);

    /// <summary>The name in the specification, or the number in hex for a status of the carrier's own.</summary>
    public string Name => Enum.IsDefined(Status) ? Status.ToString() : $"0x{(uint)Status:X8}";

    public override string ToString() => $"{Name}: {Meaning}";
}

/// <summary>The verdict on each status (SMPP Protocol Specification v3.4, section 5.1.3).</summary>
public static class SmppErrors
{
    public static readonly IReadOnlyList<SmppError> All =
    [
        new(SmppStatus.ESME_ROK, SmppVerdict.Accepted, "accepted"),
        new(SmppStatus.ESME_RINVMSGLEN, SmppVerdict.Rejected, "the message length is not allowed"),
        new(SmppStatus.ESME_RINVCMDLEN, SmppVerdict.Rejected, "the carrier could not read the command's length"),
        new(SmppStatus.ESME_RINVCMDID, SmppVerdict.Rejected, "the carrier does not know the command"),
        new(SmppStatus.ESME_RINVBNDSTS, SmppVerdict.TryLater, "the bind does not allow sending"),
        new(SmppStatus.ESME_RALYBND, SmppVerdict.TryLater, "this system_id is already bound"),
        new(SmppStatus.ESME_RINVPRTFLG, SmppVerdict.Rejected, "the priority is not allowed"),
        new(SmppStatus.ESME_RINVREGDLVFLG, SmppVerdict.Rejected, "receipts may not be asked for this way; see request_receipts"),
        new(SmppStatus.ESME_RSYSERR, SmppVerdict.TryLater, "the carrier has a fault of its own"),
        new(SmppStatus.ESME_RINVSRCADR, SmppVerdict.Rejected, "the sender is not allowed"),
        new(SmppStatus.ESME_RINVDSTADR, SmppVerdict.Rejected, "the recipient is not a number the carrier can reach"),
        new(SmppStatus.ESME_RINVMSGID, SmppVerdict.Rejected, "the message id is not valid"),
        new(SmppStatus.ESME_RBINDFAIL, SmppVerdict.TryLater, "the bind failed"),
        new(SmppStatus.ESME_RINVPASWD, SmppVerdict.TryLater, "the password is wrong"),
        new(SmppStatus.ESME_RINVSYSID, SmppVerdict.TryLater, "the system_id is not known"),
        new(SmppStatus.ESME_RCANCELFAIL, SmppVerdict.Rejected, "the cancellation failed"),
        new(SmppStatus.ESME_RREPLACEFAIL, SmppVerdict.Rejected, "the replacement failed"),
        new(SmppStatus.ESME_RMSGQFUL, SmppVerdict.Throttled, "the carrier's queue is full"),
        new(SmppStatus.ESME_RINVSERTYP, SmppVerdict.Rejected, "the service type is not valid"),
        new(SmppStatus.ESME_RINVNUMDESTS, SmppVerdict.Rejected, "the number of destinations is not valid"),
        new(SmppStatus.ESME_RINVDLNAME, SmppVerdict.Rejected, "the distribution list is not known"),
        new(SmppStatus.ESME_RINVDESTFLAG, SmppVerdict.Rejected, "the destination flag is not valid"),
        new(SmppStatus.ESME_RINVSUBREP, SmppVerdict.Rejected, "replacing is not allowed"),
        new(SmppStatus.ESME_RINVESMCLASS, SmppVerdict.Rejected, "the kind of message (esm_class) is not allowed; see long_messages"),
        new(SmppStatus.ESME_RCNTSUBDL, SmppVerdict.Rejected, "the distribution list cannot be used"),
        new(SmppStatus.ESME_RSUBMITFAIL, SmppVerdict.Rejected, "the carrier refused the message without saying why"),
        new(SmppStatus.ESME_RINVSRCTON, SmppVerdict.Rejected, "the sender's type of number is not allowed; see source_ton"),
        new(SmppStatus.ESME_RINVSRCNPI, SmppVerdict.Rejected, "the sender's numbering plan is not allowed; see source_npi"),
        new(SmppStatus.ESME_RINVDSTTON, SmppVerdict.Rejected, "the recipient's type of number is not allowed; see dest_ton"),
        new(SmppStatus.ESME_RINVDSTNPI, SmppVerdict.Rejected, "the recipient's numbering plan is not allowed; see dest_npi"),
        new(SmppStatus.ESME_RINVSYSTYP, SmppVerdict.Rejected, "the system_type is not valid"),
        new(SmppStatus.ESME_RINVREPFLAG, SmppVerdict.Rejected, "the replace flag is not valid"),
        new(SmppStatus.ESME_RINVNUMMSGS, SmppVerdict.Rejected, "the number of messages is not valid"),
        new(SmppStatus.ESME_RTHROTTLED, SmppVerdict.Throttled, "more was sent than the carrier allows"),
        new(SmppStatus.ESME_RINVSCHED, SmppVerdict.Rejected, "the time of delivery is not valid"),
        new(SmppStatus.ESME_RINVEXPIRY, SmppVerdict.Rejected, "the validity is not allowed"),
        new(SmppStatus.ESME_RINVDFTMSGID, SmppVerdict.Rejected, "the predefined message is not known"),
        new(SmppStatus.ESME_RX_T_APPN, SmppVerdict.TryLater, "the receiver has a passing fault"),
        new(SmppStatus.ESME_RX_P_APPN, SmppVerdict.Rejected, "the receiver has a lasting fault"),
        new(SmppStatus.ESME_RX_R_APPN, SmppVerdict.Rejected, "the receiver refused the message"),
        new(SmppStatus.ESME_RQUERYFAIL, SmppVerdict.Rejected, "the query failed"),
        new(SmppStatus.ESME_RINVOPTPARSTREAM, SmppVerdict.Rejected, "the carrier could not read the optional parameters"),
        new(SmppStatus.ESME_ROPTPARNOTALLWD, SmppVerdict.Rejected, "an optional parameter is not allowed; see long_messages"),
        new(SmppStatus.ESME_RINVPARLEN, SmppVerdict.Rejected, "a parameter has the wrong length"),
        new(SmppStatus.ESME_RMISSINGOPTPARAM, SmppVerdict.Rejected, "an optional parameter is missing"),
        new(SmppStatus.ESME_RINVOPTPARAMVAL, SmppVerdict.Rejected, "an optional parameter has a value that is not allowed"),
        new(SmppStatus.ESME_RDELIVERYFAILURE, SmppVerdict.Rejected, "the delivery failed"),
        new(SmppStatus.ESME_RUNKNOWNERR, SmppVerdict.Unknown, "the carrier does not know what went wrong"),
    ];

    private static readonly FrozenDictionary<SmppStatus, SmppError> ByStatus = All.ToFrozenDictionary(error => error.Status);

    /// <summary>The entry of a status. One outside the table is the carrier's own: the message was not taken and is not tried again.</summary>
    public static SmppError Of(SmppStatus status) =>
        ByStatus.GetValueOrDefault(status) ?? new SmppError(status, SmppVerdict.Rejected, "an error of the carrier's own; its manual explains it");
}
