using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SendApi.Core;
using SendApi.Server.Accounts;
using SendApi.Server.Batches;
using SendApi.Server.Billing;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Inbound;
using SendApi.Server.Inboxes;
using SendApi.Server.Keys;
using SendApi.Server.Nodes;
using SendApi.Server.People;
using SendApi.Server.Phone;
using SendApi.Server.Providers;
using SendApi.Server.Senders;
using SendApi.Server.Settling;
using SendApi.Server.Sms;
using SendApi.Server.Statistics;
using SendApi.Server.Suppressions;
using SendApi.Server.Verify;
using SendApi.Server.Webhooks;
using SendApi.Server.WhatsApp;

namespace SendApi.Server;

/// <summary>How JSON is read and written on the whole API, and the list of the slices' source-generated types.</summary>
public static class ApiJson
{
    /// <summary>Standard JSON only: no comments, no trailing commas, no key twice.</summary>
    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 32, AllowMultipleValues = true };

    // A plus sign stays a plus sign. Answers are application/json with nosniff, so HTML escapes protect nobody.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowDuplicateProperties = false,
        MaxDepth = 32,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UnicodeText() },
        TypeInfoResolver = JsonTypeInfoResolver.Combine(
            SmsJson.Default, BatchesJson.Default, AccountsJson.Default, BillingJson.Default, DeliveryJson.Default, EventsJson.Default, InboundJson.Default, KeysJson.Default, NodesJson.Default, ProvidersJson.Default, SendersJson.Default, SettlingJson.Default, StatisticsJson.Default, InboxesJson.Default, SuppressionsJson.Default,
            PeopleJson.Default, PhoneJson.Default, VerifyJson.Default, WebhooksJson.Default, WhatsAppJson.Default, EnvelopeJson.Default),
    };

    private static readonly JsonSerializerOptions Plain = WithoutConverters();

    public static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>A type as a description of the API sees it: without the converter, which hides that a string is one.</summary>
    public static JsonTypeInfo Described(Type type) => Plain.GetTypeInfo(type);

    public static Utf8JsonWriter Writer(IBufferWriter<byte> output) => new(output, WriterOptions);

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Info<T>());

    public static T Read<T>(string json) => JsonSerializer.Deserialize(json, Info<T>())
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    /// <summary><c>{"success": true, "data": …}</c></summary>
    public static byte[] Success<T>(T data) => Envelope(json => JsonSerializer.Serialize(json, data, Info<T>()), null);

    /// <summary>The same with a list and where it stands.</summary>
    public static byte[] List<T>(IReadOnlyList<T> data, PageMeta meta) => Envelope(json =>
    {
        json.WriteStartArray();
        foreach (var item in data)
            JsonSerializer.Serialize(json, item, Info<T>());
        json.WriteEndArray();
    }, meta);

    private static JsonSerializerOptions WithoutConverters()
    {
        var plain = new JsonSerializerOptions(Options);
        plain.Converters.Clear();
        return plain;
    }

    private static byte[] Envelope(Action<Utf8JsonWriter> writeData, PageMeta? meta)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = Writer(output))
        {
            json.WriteStartObject();
            json.WriteBoolean("success", true);
            json.WritePropertyName("data");
            writeData(json);
            if (meta is not null)
            {
                json.WritePropertyName("meta");
                JsonSerializer.Serialize(json, meta, Info<PageMeta>());
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}

/// <summary>The source-generated types of the envelope itself.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PageMeta))]
[JsonSerializable(typeof(DeletedView))]
[JsonSerializable(typeof(SendPolicy))]
[JsonSerializable(typeof(List<VolumeDiscount>))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
