using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SendApi.Server.Events;

/// <summary>The names of the channels.</summary>
public static class Channels
{
    public const string Sms = "sms", WhatsApp = "whatsapp";
}

/// <summary>What all events of a verification tell of it. Never the code.</summary>
public abstract record VerifyData
{
    /// <summary>What all have comes before what one has.</summary>
    private const int First = -1;

    [JsonPropertyOrder(First), Description("The id of the verification, as the send answered it.")]
    public required string VerificationId { get; init; }

    [JsonPropertyOrder(First), Description("The recipient.")]
    public required string To { get; init; }

    [JsonPropertyOrder(First), AllowedValues(Channels.Sms, Channels.WhatsApp), Description("How the code travelled.")]
    public required string Channel { get; init; }
}

/// <summary>The data of <c>verify.sent</c>.</summary>
public sealed record VerifySentData : VerifyData
{
    [Description("When the provider took it.")]
    public required DateTime SentAt { get; init; }
}

/// <summary>The data of <c>verify.completed</c>.</summary>
public sealed record VerifyCompletedData : VerifyData
{
    [Description("When the right code was entered.")]
    public required DateTime CompletedAt { get; init; }
}

/// <summary>The data of <c>verify.expired</c>.</summary>
public sealed record VerifyExpiredData : VerifyData
{
    [Description("When its time ended.")]
    public required DateTime ExpiredAt { get; init; }
}

/// <summary>The data of <c>verify.failed</c>.</summary>
public sealed record VerifyFailedData : VerifyData
{
    /// <summary>Why it failed.</summary>
    public const string MaxAttempts = "max_attempts", Undeliverable = "undeliverable";

    [AllowedValues(MaxAttempts, Undeliverable), Description("undeliverable where no text arrived and no further one will be sent: the code is still valid should it come late. max_attempts where five wrong codes were entered.")]
    public required string Reason { get; init; }

    [Description("When that became known.")]
    public required DateTime FailedAt { get; init; }
}
