using System.Text.Json;

namespace SendApi.Client;

/// <summary>Something that happened, as a webhook or a stream tells it. It may come twice: keep the ids of those that you have dealt with.</summary>
public sealed record SendApiEvent
{
    private readonly Lazy<EventData?> _data;

    internal SendApiEvent(EventEnvelope envelope)
    {
        (Id, Event, Timestamp, RawData) = (envelope.Id ?? "", envelope.Event ?? "", envelope.Timestamp, envelope.Data);
        _data = new(() => Read(Event, RawData));
    }

    /// <summary>Its id, <c>evt_…</c>: the same each time it is told.</summary>
    public string Id { get; }

    /// <summary>What happened: see <see cref="EventNames"/>. A newer server may know more than these.</summary>
    public string Event { get; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>What it tells, as JSON.</summary>
    public JsonElement RawData { get; }

    /// <summary>What it tells: match on the type, as in <c>Data is SmsDeliveredData delivered</c>. Null for an event that this version of the client does not know.</summary>
    public EventData? Data => _data.Value;

    /// <summary>Without its data, so that no person gets into a log.</summary>
    public override string ToString() => $"SendApiEvent {{ Id = {Id}, Event = {Event} }}";

    private static EventData? Read(string name, JsonElement data) => name switch
    {
        EventNames.SmsSent => data.Deserialize(SendApiJson.Default.SmsSentData),
        EventNames.SmsDelivered => data.Deserialize(SendApiJson.Default.SmsDeliveredData),
        EventNames.SmsFailed => data.Deserialize(SendApiJson.Default.SmsFailedData),
        EventNames.SmsUncertain => data.Deserialize(SendApiJson.Default.SmsUncertainData),
        EventNames.SmsReceived => data.Deserialize(SendApiJson.Default.SmsReceivedData),
        EventNames.VerifySent => data.Deserialize(SendApiJson.Default.VerifySentData),
        EventNames.VerifyCompleted => data.Deserialize(SendApiJson.Default.VerifyCompletedData),
        EventNames.VerifyExpired => data.Deserialize(SendApiJson.Default.VerifyExpiredData),
        EventNames.VerifyFailed => data.Deserialize(SendApiJson.Default.VerifyFailedData),
        EventNames.MessageSent => data.Deserialize(SendApiJson.Default.MessageSentData),
        EventNames.MessageDelivered => data.Deserialize(SendApiJson.Default.MessageDeliveredData),
        EventNames.MessageRead => data.Deserialize(SendApiJson.Default.MessageReadData),
        EventNames.MessageFailed => data.Deserialize(SendApiJson.Default.MessageFailedData),
        EventNames.MessageUncertain => data.Deserialize(SendApiJson.Default.MessageUncertainData),
        EventNames.MessageReceived => data.Deserialize(SendApiJson.Default.MessageReceivedData),
        EventNames.SessionConnected => data.Deserialize(SendApiJson.Default.SessionConnectedData),
        EventNames.SessionDisconnected => data.Deserialize(SendApiJson.Default.SessionDisconnectedData),
        EventNames.SessionQr => data.Deserialize(SendApiJson.Default.SessionQrData),
        EventNames.SessionBanned => data.Deserialize(SendApiJson.Default.SessionBannedData),
        EventNames.TemplateApproved => data.Deserialize(SendApiJson.Default.TemplateApprovedData),
        EventNames.TemplateRejected => data.Deserialize(SendApiJson.Default.TemplateRejectedData),
        EventNames.QuotaWarning => data.Deserialize(SendApiJson.Default.QuotaWarningData),
        EventNames.BalanceLow => data.Deserialize(SendApiJson.Default.BalanceLowData),
        EventNames.WebhookDisabled => data.Deserialize(SendApiJson.Default.WebhookDisabledData),
        _ => null,
    };
}

/// <summary>An event on the wire.</summary>
internal sealed record EventEnvelope
{
    public string? Id { get; init; }
    public string? Event { get; init; }
    public DateTimeOffset Timestamp { get; init; }
    public JsonElement Data { get; init; }
}
