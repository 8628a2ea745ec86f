namespace SendApi.Core.Sending;

/// <summary>What a provider calls us about: what became of texts, or texts that were sent to us.</summary>
public enum CallbackTopic { Receipts, Inbound }

/// <summary>A provider's call as it came, before anything in it is believed.</summary>
/// <param name="Url">The address it was made to, in the spelling that the provider was given: some sign it.</param>
/// <param name="Headers">By name, without regard to case.</param>
/// <param name="PathSecret">The last part of the path, for providers that do not sign.</param>
public sealed record CallbackCall(CallbackTopic Topic, string Method, string Url, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, string? PathSecret);

/// <summary>What a connector made of a call. The set is closed.</summary>
public abstract record CallbackReading
{
    private CallbackReading() { }

    /// <summary>It comes from the provider, and this is what it tells. It is confirmed only when all of it is durable.</summary>
    /// <param name="Answer">The body of the confirmation, for providers that read it.</param>
    public sealed record Heard(IReadOnlyList<Receipt> Receipts, IReadOnlyList<InboundText> Texts, CallbackAnswer? Answer = null) : CallbackReading;

    /// <summary>Nothing shows that it comes from the provider; nothing in it is used.</summary>
    public sealed record Forged(string Why) : CallbackReading;

    /// <summary>It comes from the provider, and cannot be understood.</summary>
    public sealed record Unreadable(string Why) : CallbackReading;
}

/// <summary>What a provider wants to read in a confirmation.</summary>
public sealed record CallbackAnswer(string ContentType, string Body);

/// <summary>Verifies and reads a call for a provider of this name with these settings. Pure; throws <see cref="InvalidSetting"/> for settings that cannot work.</summary>
public delegate CallbackReading CallbackReader(string provider, IReadOnlyDictionary<string, string> settings, CallbackCall call);

/// <summary>Where a provider calls us.</summary>
public static class CallbackAddress
{
    public const string Root = "/callbacks";

    /// <summary>The whole address, such as <c>https://sms.example.com/callbacks/twilio/main/receipts</c>; null while nobody said how this server is reached from outside.</summary>
    public static string? Of(Uri? publicUrl, string kind, string provider, CallbackTopic topic, string? pathSecret)
    {
        if (publicUrl is null)
            return null;

        var secret = pathSecret is null ? "" : "/" + Uri.EscapeDataString(pathSecret);
        return $"{publicUrl.AbsoluteUri.TrimEnd('/')}{Root}/{kind}/{Uri.EscapeDataString(provider)}/{Word(topic)}{secret}";
    }

    /// <summary>The topic's word in the path.</summary>
    public static string Word(CallbackTopic topic) => topic == CallbackTopic.Receipts ? "receipts" : "inbound";

    /// <summary>The topic of a word in the path; null for any other.</summary>
    public static CallbackTopic? Topic(string word) => word switch { "receipts" => CallbackTopic.Receipts, "inbound" => CallbackTopic.Inbound, _ => null };
}
