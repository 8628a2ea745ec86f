using System.Text.Json.Serialization;

namespace SendApi.Server.Inboxes;

/// <summary>All routes of this slice.</summary>
public static class InboxRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        ListInbox.Map(v1);
        ListInboxPhones.Map(v1);
    }
}

/// <summary>The source-generated JSON types of the slice of simulated phones.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InboxMessageView))]
[JsonSerializable(typeof(InboxPhoneView))]
internal sealed partial class InboxesJson : JsonSerializerContext;
