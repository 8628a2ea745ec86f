using Microsoft.Extensions.Logging;

namespace SendApi.Connectors.Http;

/// <summary>What links over HTTP need of the world around them, all of it replaceable in tests.</summary>
/// <param name="PublicUrl">How this server is reached from outside; null where nobody said, and then no receipts are asked for.</param>
public sealed record HttpSurroundings(TimeProvider Clock, ILogger Log, Uri? PublicUrl);
