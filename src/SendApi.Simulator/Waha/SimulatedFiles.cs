using System.Text;

namespace SendApi.Simulator.Waha;

/// <summary>The files that simulated people send: tiny ones, the same each time, so that they are there after a restart too.</summary>
public static class SimulatedFiles
{
    private static readonly Dictionary<string, (string Ending, string Type, byte[] Bytes)> All = new(StringComparer.Ordinal)
    {
        // One transparent point.
        ["image"] = (".png", "image/png", Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")),
        ["video"] = (".mp4", "video/mp4", [0, 0, 0, 16, .. "ftypmp42"u8, 0, 0, 0, 0]),
        ["audio"] = (".oga", "audio/ogg; codecs=opus", [.. "OggS"u8, .. new byte[24], .. "OpusHead"u8, 1, 1, 0, 0]),
        ["document"] = (".pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")),
    };

    /// <summary>Whether people can send a file of this kind.</summary>
    public static bool Has(string kind) => All.ContainsKey(kind);

    public static string Type(string kind) => All[kind].Type;

    public static string Ending(string kind) => All[kind].Ending;

    /// <summary>The file of a name; null for one that nobody sent.</summary>
    public static (string Type, byte[] Bytes)? Find(string name) => All.Values.FirstOrDefault(f => name.EndsWith(f.Ending, StringComparison.Ordinal)) is { Bytes: { } bytes } file ? (file.Type, bytes) : null;
}
