using System.ComponentModel;
using System.Text.Json.Serialization;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>A WhatsApp group as the API answers it.</summary>
public sealed record GroupView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "whatsapp.group";

    [Description("The session whose phone is in it.")]
    public required string SessionId { get; init; }
    public required string Name { get; init; }

    [Description("What the group is for; left out in lists and where there is none.")]
    public string? Description { get; init; }

    [Description("Who is in it; left out in lists.")]
    public IReadOnlyList<ParticipantView>? Participants { get; init; }

    [Description("When this server came to know it.")]
    public required DateTime CreatedAt { get; init; }

    public static GroupView Of(GroupRow row) => new()
    {
        Id = row.Id,
        SessionId = row.SessionId,
        Name = row.Name,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
    };

    /// <summary>The group with what the gateway says of it now.</summary>
    public static GroupView Of(GroupRow row, GatewayGroup group) => Of(row) with
    {
        Name = group.Name,
        Description = group.Description,
        Participants = [.. group.Members.Select(m => new ParticipantView(m.Phone, m.IsAdmin))],
    };
}

/// <summary>Somebody in a group.</summary>
public sealed record ParticipantView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Null for one who hides the number.")] string? Phone,
    bool IsAdmin);
