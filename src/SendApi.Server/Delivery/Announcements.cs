using System.Text.Json;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Tells what became of texts: each step of a message is an event for those who want to know.</summary>
internal static class Announcements
{
    /// <summary>Publishes in the transaction that moved the messages. Where somebody may want to know, it costs one look-up for the whole batch.</summary>
    public static async Task Publish(Session session, Publisher publisher, IReadOnlyCollection<Step> steps)
    {
        CodeNews.Note(session, steps);
        var named = steps.Where(s => NameOf(s) is not null).ToList();
        if (named.Count == 0)
            return;

        var interest = await publisher.InterestIn(session, named.Select(s => s.Message.AccountId));
        var wanted = named.FindAll(s => s.Told.CallbackUrl is not null || interest.IsIn(s.Message.AccountId, s.Message.World, NameOf(s)!)); // Only those with a name are there.
        if (wanted.Count == 0)
            return;

        await publisher.Publish(session, interest, wanted.ConvertAll(Happening));
    }

    // What its owner did himself, such as canceling, is no news. Whether a code failed is told by who knows whether it has another way.
    private static string? NameOf(Step step) => (step.Told.VerificationId, step.Change.Status) switch
    {
        (null, var status) => step.Message.IsWhatsApp ? WhatsAppNews.NameOf(status) : NameOf(status),
        (_, MessageStatus.Sent) => EventNames.VerifySent,
        _ => null,
    };

    private static string? NameOf(MessageStatus status) => status switch
    {
        MessageStatus.Sent => EventNames.SmsSent,
        MessageStatus.Uncertain => EventNames.SmsUncertain,
        MessageStatus.Delivered => EventNames.SmsDelivered,
        MessageStatus.Undelivered or MessageStatus.Failed => EventNames.SmsFailed,
        _ => null,
    };

    // It was asked for its name before. A code's text is told of under its verification, and in the order of that one's events.
    private static Happening Happening(Step step) =>
        new(step.Message.AccountId, step.Message.World, NameOf(step)!, step.Told.VerificationId ?? step.Message.Id, step.Change.At, Data(step))
        {
            CallbackUrl = step.Told.CallbackUrl,
        };

    private static string Data(Step step) =>
        step.Told.VerificationId is { } id ? Code(id, step) : step.Message.IsWhatsApp ? WhatsAppNews.Data(step.Change, step.Told) : Data(step.Change, step.Told);

    private static string Code(string id, Step step) =>
        ApiJson.Text(new VerifySentData { VerificationId = id, To = step.Told.Recipient, Channel = step.Message.IsWhatsApp ? Channels.WhatsApp : Channels.Sms, SentAt = step.Change.At.UtcDateTime });

    private static string Data(StatusChange change, Told message)
    {
        var (at, metadata) = (change.At.UtcDateTime, message.Metadata is null ? (JsonElement?)null : ApiJson.Read<JsonElement>(message.Metadata));
        var (id, to, sender, provider) = (change.Message.Id, message.Recipient, message.Sender, change.Provider);
        var (code, why) = (change.ErrorCode ?? Errors.ProviderError.Number, change.ErrorMessage ?? "");
        return change.Status switch
        {
            MessageStatus.Sent => ApiJson.Text(new SmsSentData { Id = id, To = to, SenderId = sender, Provider = provider, Metadata = metadata, Segments = message.Segments, CostUsd = Shown.Amount(message.Price), SentAt = at }),
            MessageStatus.Delivered => ApiJson.Text(new SmsDeliveredData { Id = id, To = to, SenderId = sender, Provider = provider, Metadata = metadata, DeliveredAt = at }),
            MessageStatus.Uncertain => ApiJson.Text(new SmsUncertainData { Id = id, To = to, SenderId = sender, Provider = provider, Metadata = metadata, ErrorCode = code, ErrorMessage = why, UncertainAt = at }),
            _ => ApiJson.Text(new SmsFailedData { Id = id, To = to, SenderId = sender, Provider = provider, Metadata = metadata, Status = change.Status.Name(), ErrorCode = code, ErrorMessage = why, FailedAt = at }),
        };
    }
}

/// <summary>A step that a message really took, and what is told of the message.</summary>
public sealed record Step(StatusChange Change, Told Told)
{
    public MessageKey Message => Change.Message;
}

/// <summary>What is told of a message: all but its text.</summary>
/// <param name="Price">In millionths.</param>
/// <param name="Metadata">As JSON.</param>
public sealed record Told(string Id, string Recipient, string? Sender, long Segments, long Price, string? Metadata, string? CallbackUrl, string? VerificationId = null)
{
    /// <summary>Reads the array that <see cref="MessageStatements.Advance"/> answers.</summary>
    public static Told Read(string json)
    {
        using var array = JsonDocument.Parse(json);
        var at = array.RootElement;
        return new(Text(at[0]), Text(at[1]), at[2].GetString(), at[3].GetInt64(), at[4].GetInt64(), at[5].GetString(), at[6].GetString(), at[7].GetString());
    }

    private static string Text(JsonElement value) => value.GetString() ?? throw new JsonException("A message has no id or no recipient.");
}
