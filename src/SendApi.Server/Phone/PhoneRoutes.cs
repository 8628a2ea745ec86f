using System.Text.Json.Serialization;

namespace SendApi.Server.Phone;

/// <summary>All operations on phone numbers.</summary>
public static class PhoneRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        ValidatePhone.Map(v1);
        ValidateBulk.Map(v1);
    }
}

/// <summary>The source-generated JSON types of the Phone slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PhoneView))]
[JsonSerializable(typeof(PhonesView))]
[JsonSerializable(typeof(ValidateBulk.Request), TypeInfoPropertyName = "ValidateBulkRequest")]
[JsonSerializable(typeof(PhoneRow))]
internal sealed partial class PhoneJson : JsonSerializerContext;
