namespace SendApi.Client;

/// <summary>A send as the question what would become of it.</summary>
internal sealed record ExplainBody : SmsText
{
    public string Endpoint { get; init; } = "sms/send";

    public required string To { get; init; }

    public static ExplainBody Of(SendSmsRequest request) => new()
    {
        To = request.To,
        Content = request.Content,
        SenderId = request.SenderId,
        CallbackUrl = request.CallbackUrl,
        SendAt = request.SendAt,
        Validity = request.Validity,
        MaxSegments = request.MaxSegments,
        SmartEncoding = request.SmartEncoding,
        TrafficClass = request.TrafficClass,
        Metadata = request.Metadata,
    };
}
