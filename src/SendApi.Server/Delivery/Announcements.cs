using System.Text.Json;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Events;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Tells what became of texts: each step of a message is an event for those who want to know.</summary>
internal static class Announcements
{
    /// <summary>Publishes in the transaction that moved the messages. Where nobody wants to know, it costs one look-up for the whole batch.</summary>
    public static async Task Publish(Session session, Publisher publisher, IReadOnlyCollection<Step> steps)
    {
        var named = steps.Where(s => NameOf(s.Change.Status) is not null).ToList();
        if (named.Count == 0)
            return;

        var interest = await publisher.InterestIn(session, named.Select(s => s.Message.AccountId));
        var wanted = named.FindAll(s => s.HasCallback || interest.IsIn(s.Message.AccountId, s.Message.World, NameOf(s.Change.Status)!)); // Only those with a name are there.
        if (wanted.Count == 0)
            return;

        var messages = await Messages(session, wanted);
        await publisher.Publish(session, interest, wanted.ConvertAll(step => Happening(step.Change, messages[step.Message.Id])));
    }

    // What its owner did himself, such as canceling, is no news.
    private static string? NameOf(MessageStatus status) => status switch
    {
        MessageStatus.Sent => EventNames.SmsSent,
        MessageStatus.Uncertain => EventNames.SmsUncertain,
        MessageStatus.Delivered => EventNames.SmsDelivered,
        MessageStatus.Undelivered or MessageStatus.Failed => EventNames.SmsFailed,
        _ => null,
    };

    private static Happening Happening(StatusChange change, ToldRow message) =>
        new(change.Message.AccountId, change.Message.World, NameOf(change.Status)!, change.Message.Id, change.At, Data(change, message)) { CallbackUrl = message.CallbackUrl }; // It was asked for its name before.

    private static string Data(StatusChange change, ToldRow message)
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

    private static async Task<Dictionary<string, ToldRow>> Messages(Session session, IReadOnlyList<Step> steps)
    {
        var messages = new Dictionary<string, ToldRow>();
        foreach (var group in steps.GroupBy(s => (s.Message.AccountId, s.Message.World)))
        {
            var rows = await session.Query<ToldRow>($"""
                SELECT id, recipient, sender, segments, price, metadata, callback_url
                FROM messages
                WHERE account_id = @AccountId AND is_test = @World AND {session.Dialect.In("id", "ids")}
                """, new { group.Key.AccountId, group.Key.World, ids = group.Select(s => s.Message.Id).Distinct().ToArray() });
            foreach (var row in rows)
                messages[row.Id] = row;
        }

        return messages;
    }

    /// <summary>What is told of a message.</summary>
    private sealed class ToldRow
    {
        public string Id { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string? Sender { get; init; }
        public long Segments { get; init; }
        public long Price { get; init; }
        public string? Metadata { get; init; }
        public string? CallbackUrl { get; init; }
    }
}

/// <summary>A step that a message really took.</summary>
/// <param name="HasCallback">Whether its sender asked to be told.</param>
public sealed record Step(StatusChange Change, bool HasCallback)
{
    public MessageKey Message => Change.Message;
}
