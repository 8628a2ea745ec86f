using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>An inbound text as the API answers it.</summary>
public sealed record InboundView
{
    public required string Id { get; init; }
    public string Object { get; init; } = "sms.inbound";

    [Description("Who wrote it: E.164, or what the network calls the sender where that is no phone number; redacted after it was taken out for its age.")]
    public required string From { get; init; }

    [Description("Your number or short code that it was sent to.")]
    public required string To { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The text; null after its words were taken out for their age.")]
    public string? Content { get; init; }

    [Description("In how many parts it travels.")]
    public required long Parts { get; init; }

    [Description("False where some of its parts never came: then it is what was there.")]
    public required bool IsComplete { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), AllowedValues("stop", "start", "help", null), Description("What it asks for, where the whole text is such a word in one of many languages; else null.")]
    public string? Keyword { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("The id of the text that answered a keyword, or null.")]
    public string? ReplyId { get; init; }

    [Description("The provider that brought it.")]
    public required string Provider { get; init; }

    public required DateTime ReceivedAt { get; init; }

    public static InboundView Of(InboundRow row) => new()
    {
        Id = row.Id,
        From = row.Sender,
        To = row.Recipient,
        Content = row.Content.Length > 0 ? row.Content : null,
        Parts = row.Parts,
        IsComplete = row.Missing == 0,
        Keyword = row.Keyword,
        ReplyId = row.ReplyId,
        Provider = row.Provider,
        ReceivedAt = Times.FromMicros(row.ReceivedAt).UtcDateTime,
    };
}

/// <summary>A number or short code and whose it is.</summary>
public sealed record InboundNumberView(string Number, string Object, string AccountId, DateTime CreatedAt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never), Description("Only texts that this provider brings; null for all.")]
    public string? Provider { get; init; }

    [Description("How many texts of the past became the account's, where a number was just added.")]
    public int? Assigned { get; init; }

    public static InboundNumberView Of(InboundNumber number) => new(number.Number, "inbound_number", number.AccountId, Times.FromMicros(number.CreatedAt).UtcDateTime)
    {
        Provider = number.Provider.Length > 0 ? number.Provider : null,
    };
}

/// <summary>What the removal of a number answers.</summary>
public sealed record RemovedNumberView(string Number, bool Deleted)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Provider { get; init; }
}

/// <summary>The source-generated JSON types of the inbound slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InboundView))]
[JsonSerializable(typeof(InboundNumberView))]
[JsonSerializable(typeof(RemovedNumberView))]
[JsonSerializable(typeof(SimulateInbound.Request), TypeInfoPropertyName = "SimulateInboundRequest")]
[JsonSerializable(typeof(AddNumber.Request), TypeInfoPropertyName = "AddNumberRequest")]
internal sealed partial class InboundJson : JsonSerializerContext;
