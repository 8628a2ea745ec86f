namespace SendApi.Connectors.Pacing;

/// <summary>The carrier's allowance a second, filled evenly. It holds a tenth of a second's worth, so that no second begins with a burst.</summary>
internal sealed class SendPace(int perSecond, TimeProvider clock)
{
    private int _nodes = 1;
    private double _left = Math.Max(1, perSecond / 10.0);
    private long _filledAt = clock.GetTimestamp();

    /// <summary>How many may go now.</summary>
    public int Left => perSecond == 0 ? int.MaxValue : (int)Fill();

    /// <summary>How long until one more is allowed.</summary>
    public TimeSpan Wait => perSecond == 0 || _left >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _left) / Rate);

    private double Rate => (double)perSecond / _nodes;

    /// <summary>So many nodes have the allowance together.</summary>
    public void ShareWith(int nodes)
    {
        if (perSecond > 0)
            Fill();
        _nodes = nodes;
    }

    public bool Take()
    {
        if (Left == 0)
            return false;

        _left -= perSecond == 0 ? 0 : 1;
        return true;
    }

    private double Fill()
    {
        var now = clock.GetTimestamp();
        _left = Math.Min(Math.Max(1, Rate / 10), _left + clock.GetElapsedTime(_filledAt, now).TotalSeconds * Rate);
        _filledAt = now;
        return _left;
    }
}
