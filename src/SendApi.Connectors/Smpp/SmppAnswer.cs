using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Connectors.Smpp;

/// <summary>What became of one request on the wire. The set is closed.</summary>
internal abstract record SmppAnswer
{
    private SmppAnswer() { }

    /// <summary>The peer answered.</summary>
    public sealed record Given(Pdu Pdu) : SmppAnswer;

    /// <summary>It left, or may have left, and no answer came.</summary>
    public sealed record None(string Why) : SmppAnswer;

    /// <summary>Not one octet of it reached the socket.</summary>
    public sealed record NotSent(string Why) : SmppAnswer;
}
