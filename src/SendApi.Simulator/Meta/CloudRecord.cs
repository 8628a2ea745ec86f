using System.Text.Json;
using System.Text.Json.Serialization;

namespace SendApi.Simulator.Meta;

/// <summary>Where the simulated Graph API keeps what it knows of a number or a business account, under Meta's id of it, as the real one keeps it on its disks.</summary>
/// <param name="Find">What was kept, or null.</param>
/// <param name="Put">Keeps one JSON text; null forgets it.</param>
public sealed record CloudMemory(Func<string, Task<string?>> Find, Func<string, string?, Task> Put);

/// <summary>What the simulated Graph API knows of a number or a business account.</summary>
internal sealed record CloudRecord
{
    /// <summary>Where it calls for the number; null where it calls nobody.</summary>
    public string? Hook { get; init; }

    /// <summary>Its token was taken back.</summary>
    public bool IsLoggedOut { get; init; }

    public bool IsBanned { get; init; }

    public IReadOnlyList<CloudRecordTemplate> Templates { get; init; } = [];

    [JsonIgnore]
    public bool IsEmpty => Hook is null && !IsLoggedOut && !IsBanned && Templates.Count == 0;
}

/// <summary>One template of a business account.</summary>
/// <param name="Components">Meta's array, as JSON.</param>
internal sealed record CloudRecordTemplate(string Id, string Name, string Language, string Category, string Status, string Reason, string Components);

/// <summary>Reads and changes what is kept, one change at a time.</summary>
internal sealed class CloudRecords(CloudMemory memory) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public async Task<CloudRecord> Find(string id) =>
        await memory.Find(id) is { } text ? JsonSerializer.Deserialize(text, CloudRecordJson.Default.CloudRecord) ?? new() : new();

    /// <summary>Changes what is known; false where that is what was known.</summary>
    public async Task<bool> Change(string id, Func<CloudRecord, CloudRecord> change)
    {
        await _one.WaitAsync();
        try
        {
            var before = await Find(id);
            var after = change(before);
            if (after == before)
                return false;

            await memory.Put(id, after.IsEmpty ? null : JsonSerializer.Serialize(after, CloudRecordJson.Default.CloudRecord));
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}

/// <summary>The source-generated JSON type of what is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CloudRecord))]
internal sealed partial class CloudRecordJson : JsonSerializerContext;
