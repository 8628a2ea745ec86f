using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>All operations of one-time codes.</summary>
public static class VerifyRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        SendCode.Map(v1);
        CheckCode.Map(v1);
        GetVerification.Map(v1);
        ListVerifications.Map(v1);
        CancelVerification.Map(v1);
        GetGuard.Map(v1);
        UpdateGuard.Map(v1);
        GetGuardReport.Map(v1);
    }

    /// <summary>The verification, or 4040: an id of another account, of the other world, or of no form at all is the same to the caller.</summary>
    internal static async Task<VerificationRow> Find(Session session, Caller caller, string id) =>
        (Ids.IsId(Ids.Verification, id) ? await CodeRows.Find(session, caller, id) : null) ?? throw NotFound(id);

    internal static Refusal NotFound(string id) =>
        new(Errors.VerificationNotFound, $"No verification '{Shown.Cut(id)}' exists in this account.", "id");
}

/// <summary>The source-generated JSON types of the Verify slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SendCode.Request), TypeInfoPropertyName = "SendCodeRequest")]
[JsonSerializable(typeof(CheckCode.Request), TypeInfoPropertyName = "CheckCodeRequest")]
[JsonSerializable(typeof(CheckView))]
[JsonSerializable(typeof(VerificationView))]
[JsonSerializable(typeof(VerificationEventData))]
[JsonSerializable(typeof(UpdateGuard.Request), TypeInfoPropertyName = "UpdateGuardRequest")]
[JsonSerializable(typeof(GuardView))]
[JsonSerializable(typeof(GuardChoice))]
[JsonSerializable(typeof(GuardReportView))]
internal sealed partial class VerifyJson : JsonSerializerContext;
