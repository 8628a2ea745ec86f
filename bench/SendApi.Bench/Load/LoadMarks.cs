using System.Runtime.InteropServices;

namespace SendApi.Bench.Load;

/// <summary>When each message of a load was due and when it was answered, in ticks of the machine's monotonic clock, which all its processes share.</summary>
public sealed class LoadMarks(long capacity)
{
    private readonly Mark[] _marks = new Mark[capacity];

    /// <summary>A message that was never sent has zeros.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Mark(long Due, long Answered);

    public static Mark[] Read(string path) => [.. MemoryMarshal.Cast<byte, Mark>(File.ReadAllBytes(path))];

    public void Set(long place, long due, long answered) => _marks[place] = new Mark(due, answered);

    public void Write(string path) => File.WriteAllBytes(path, MemoryMarshal.AsBytes<Mark>(_marks));
}
