using System.Text.Json.Serialization;
using SendApi.Server.Storage;

namespace SendApi.Server.Moving;

/// <summary>What a backup holds: the entry manifest.json of the archive.</summary>
public sealed record Manifest
{
    /// <summary>The form of archive that this program writes, and the newest it reads.</summary>
    public const int Newest = 1;

    public required int Format { get; init; }

    /// <summary>The version of the program that wrote it.</summary>
    public required string Program { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The migrations that the store had seen.</summary>
    public required IReadOnlyList<string> Schema { get; init; }

    public required IReadOnlyList<ManifestTable> Tables { get; init; }

    /// <summary>The migrations that a store has seen, by their file names.</summary>
    public static async Task<List<string>> SchemaOf(Session session)
    {
        const string end = ".sql";
        var names = await session.Query<string>("SELECT scriptname FROM schemaversions ORDER BY scriptname");
        return names.ConvertAll(name => name[(name[..^end.Length].LastIndexOf('.') + 1)..^end.Length]);
    }

    /// <summary>Refuses rows of a store that is ahead of the one they are to go to: it has no place for all of them.</summary>
    public static void RefuseNewer(IEnumerable<string> schema, IReadOnlyCollection<string> known, string what)
    {
        var unknown = schema.Except(known).ToList();
        if (unknown.Count > 0)
            throw new MovingFault($"{what} was made by a newer version of the program: this one does not know {string.Join(", ", unknown)}. Use the newer version.");
    }
}

/// <summary>One table of a backup: its rows are the lines of tables/NAME.jsonl, in the order of the primary key.</summary>
public sealed record ManifestTable(string Name, IReadOnlyList<string> Columns, long Rows, string Sha256);

/// <summary>The spelling of the manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
