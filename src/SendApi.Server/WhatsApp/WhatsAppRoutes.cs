using System.Text.Json.Serialization;

namespace SendApi.Server.WhatsApp;

/// <summary>All operations of WhatsApp.</summary>
public static class WhatsAppRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        SendWhatsApp.Map(v1);
        ListWhatsApp.Map(v1);
        GetWhatsApp.Map(v1);
        CancelWhatsApp.Map(v1);
        CheckContact.Map(v1);
        CreateSession.Map(v1);
        ListSessions.Map(v1);
        GetSession.Map(v1);
        DeleteSession.Map(v1);
        SimulateSession.Map(v1);
        UpdateSession.Map(v1);
        CreateTemplate.Map(v1);
        GetTemplate.Map(v1);
        DeleteTemplate.Map(v1);
    }
}

/// <summary>The source-generated JSON types of the WhatsApp slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(WhatsAppView))]
[JsonSerializable(typeof(ContactCheckView))]
[JsonSerializable(typeof(CreateSession.Request), TypeInfoPropertyName = "CreateSessionRequest")]
[JsonSerializable(typeof(SimulateSession.Request), TypeInfoPropertyName = "SimulateSessionRequest")]
[JsonSerializable(typeof(SendWhatsApp.Request), TypeInfoPropertyName = "SendWhatsAppRequest")]
[JsonSerializable(typeof(UpdateSession.Request), TypeInfoPropertyName = "UpdateSessionRequest")]
[JsonSerializable(typeof(TemplateView))]
[JsonSerializable(typeof(CreateTemplate.Request), TypeInfoPropertyName = "CreateTemplateRequest")]
internal sealed partial class WhatsAppJson : JsonSerializerContext;
