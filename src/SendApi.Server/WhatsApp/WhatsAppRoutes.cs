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
        GetMedia.Map(v1);
        MarkRead.Map(v1);
        SendWhatsAppBulk.Map(v1);
        CreateGroup.Map(v1);
        ListGroups.Map(v1);
        GetGroup.Map(v1);
        UpdateGroup.Map(v1);
        LeaveGroup.Map(v1);
        ListContacts.Map(v1);
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
[JsonSerializable(typeof(MediaView))]
[JsonSerializable(typeof(SendWhatsAppBulk.Request), TypeInfoPropertyName = "SendWhatsAppBulkRequest")]
[JsonSerializable(typeof(GroupView))]
[JsonSerializable(typeof(ContactView))]
[JsonSerializable(typeof(CreateGroup.Request), TypeInfoPropertyName = "CreateGroupRequest")]
[JsonSerializable(typeof(UpdateGroup.Request), TypeInfoPropertyName = "UpdateGroupRequest")]
[JsonSerializable(typeof(UpdateSession.Request), TypeInfoPropertyName = "UpdateSessionRequest")]
[JsonSerializable(typeof(TemplateView))]
[JsonSerializable(typeof(CreateTemplate.Request), TypeInfoPropertyName = "CreateTemplateRequest")]
internal sealed partial class WhatsAppJson : JsonSerializerContext;
