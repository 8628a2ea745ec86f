using System.Text.Json.Serialization;
using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>An entry of a suppression list as the API answers it.</summary>
public sealed record SuppressionView(string Id, string Object, string Address, string Channel, string Reason, string Source, DateTime CreatedAt)
{
    public static SuppressionView Of(SuppressionRow row) =>
        new(row.Id, "suppression", row.Address, row.Channel, row.Reason, row.Source, Times.FromMicros(row.CreatedAt).UtcDateTime);
}

/// <summary>The source-generated JSON types of the suppressions slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SuppressionView))]
[JsonSerializable(typeof(AddSuppression.Request))]
[JsonSerializable(typeof(ImportTally))]
internal sealed partial class SuppressionsJson : JsonSerializerContext;
