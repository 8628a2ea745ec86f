using System.Globalization;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>How times look on the command line.</summary>
internal static class Shown
{
    public static string? Time(long? micros) =>
        Times.FromMicros(micros)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
