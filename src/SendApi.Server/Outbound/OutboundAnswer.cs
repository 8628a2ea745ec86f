namespace SendApi.Server.Outbound;

/// <summary>What became of a call to the outside. Whatever the other side does is one of these and no exception.</summary>
public abstract record OutboundAnswer
{
    private OutboundAnswer()
    {
    }

    /// <summary>The host answered in time, with whatever status.</summary>
    /// <param name="Body">The beginning of the body as text, 4 KiB at most.</param>
    /// <param name="IsCut">Whether the body went on behind it.</param>
    /// <param name="RetryAfter">How long the host asks to be left alone.</param>
    public sealed record Answered(int Status, string Body, bool IsCut, TimeSpan? RetryAfter, TimeSpan Took) : OutboundAnswer;

    /// <summary>There was no answer, or none that could be read to its end in time. The request may have arrived.</summary>
    /// <param name="Reason">One sentence for the customer.</param>
    public sealed record Failed(string Reason, TimeSpan Took) : OutboundAnswer;

    /// <summary>The address is none that may be called. Nothing was connected to.</summary>
    /// <param name="Reason">One sentence for the customer; the address behind a name is not in it.</param>
    public sealed record Forbidden(string Reason) : OutboundAnswer;
}

/// <summary>What became of fetching a file from the outside. The set is closed.</summary>
public abstract record OutboundFile
{
    private OutboundFile()
    {
    }

    /// <param name="ContentType">As the host calls it, without parameters; null where it does not say.</param>
    public sealed record Fetched(byte[] Bytes, string? ContentType) : OutboundFile;

    public sealed record TooLong : OutboundFile;

    /// <summary>It could not be had, or its address is none that may be called.</summary>
    /// <param name="Reason">One sentence for the customer.</param>
    public sealed record Failed(string Reason) : OutboundFile;
}
