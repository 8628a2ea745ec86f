using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>How times look on the command line.</summary>
internal static class Shown
{
    public static string? Time(long? micros) => Times.FromMicros(micros) is { } time ? Core.Shown.Time(time) : null;
}
