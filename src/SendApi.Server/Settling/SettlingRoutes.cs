using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Settling;

/// <summary>What the operator does with messages of which nobody knows whether they left.</summary>
public static class SettlingRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        var admin = v1.MapGroup("/admin").NeedsOperator();
        ListUncertain.Map(admin);
        SettleUncertain.Map(admin);
    }
}

/// <summary>An uncertain message as the operator sees it: all but its text.</summary>
public sealed record UncertainView
{
    public required string Id { get; init; }
    public required string Object { get; init; }
    public required string AccountId { get; init; }

    [Description("Whether a test key sent it.")]
    public required bool IsTest { get; init; }
    public required string To { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SenderId { get; init; }

    [AllowedValues("otp", "transactional", "bulk")]
    public required string TrafficClass { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The provider that was asked to take it.")]
    public string? Provider { get; init; }

    [Description("What stays set aside for it until it is settled, or was paid when it was sent again.")]
    public required MoneyView Price { get; init; }

    [Description("Why nobody knows.")]
    public string? Reason { get; init; }

    [Description("Whether it was sent once more, or is to be kept as it is: no rule sends it again.")]
    public required bool IsSpent { get; init; }

    [Description("Whether it is just being sent once more.")]
    public required bool IsQueued { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UncertainSince { get; init; }
    public required DateTime ValidUntil { get; init; }

    public static UncertainView Of(UncertainRow row) => new()
    {
        Id = row.Id,
        AccountId = row.AccountId,
        IsTest = row.IsTest == 1,
        To = row.Recipient,
        Object = row.Id.StartsWith(Ids.WhatsApp, StringComparison.Ordinal) ? "whatsapp.uncertain" : "sms.uncertain",
        SenderId = row.Sender,
        TrafficClass = ((TrafficClass)row.TrafficClass).Name(),
        Provider = row.Provider,
        Price = MoneyView.Of(row.Price),
        Reason = row.ErrorMessage,
        IsSpent = row.IsSpent == 1,
        IsQueued = row.IsQueued == 1,
        CreatedAt = Times.FromMicros(row.CreatedAt).UtcDateTime,
        UncertainSince = Times.FromMicros(row.Since).UtcDateTime,
        ValidUntil = Times.FromMicros(row.ValidUntil).UtcDateTime,
    };
}

/// <summary>How a message was settled.</summary>
public sealed record SettlementView(string Id, [property: Description("delivered, failed or resend, as it was asked.")] string SettledAs);

/// <summary>The source-generated JSON types of the settling slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UncertainView))]
[JsonSerializable(typeof(SettlementView))]
[JsonSerializable(typeof(SettleUncertain.Request), TypeInfoPropertyName = "SettleUncertainRequest")]
internal sealed partial class SettlingJson : JsonSerializerContext;
