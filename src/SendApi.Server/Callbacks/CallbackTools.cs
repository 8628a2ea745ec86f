using Microsoft.Extensions.Options;
using SendApi.Core.Sending;

namespace SendApi.Server.Callbacks;

/// <summary>What taking providers' calls needs.</summary>
public sealed record CallbackTools(CallbackProviders Providers, CarrierSinks Sinks, IOptions<CallbackOptions> Options, TimeProvider Clock, ILogger<CallbackTools> Log)
{
    private int _underWay;

    /// <summary>Counts a call in; the count of those under way with it.</summary>
    public int Enter() => Interlocked.Increment(ref _underWay);

    public void Leave() => Interlocked.Decrement(ref _underWay);
}
