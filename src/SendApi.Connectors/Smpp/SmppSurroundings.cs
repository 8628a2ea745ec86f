using Microsoft.Extensions.Logging;

namespace SendApi.Connectors.Smpp;

/// <summary>What a link needs of the world around it, all of it replaceable in tests.</summary>
/// <param name="Chance">A number from 0 up to 1, for spreading reconnects.</param>
public sealed record SmppSurroundings(TimeProvider Clock, Func<double> Chance, ILogger Log);
