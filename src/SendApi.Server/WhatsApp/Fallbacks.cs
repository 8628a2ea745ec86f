using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.WhatsApp;

/// <summary>Sends by SMS what WhatsApp did not bring in its time. Each message falls back once, and its text is stored in the transaction that decides it; one that still waits is taken back there.</summary>
internal sealed class Fallbacks(Db db, JoinedIntake intake, Handover handover, TextDesk texts, TimeProvider clock)
{
    private const long Second = 1_000_000;

    /// <summary>Looks at one that <see cref="FallbackRows.Take"/> gave.</summary>
    public async Task Look(FallbackRow row, CancellationToken ct)
    {
        var message = await db.Read(s => MessageRows.Find(s, row.AccountId, row.IsTest, row.MessageId), ct);
        switch (FallbackFate.Of(row, message, Now))
        {
            case FallbackFate.Waiting { Until: var until }:
                await db.Write(s => FallbackRows.LookAgain(s, row, until), ct);
                break;
            case FallbackFate.Lost when message is not null:
                await FallBack(row, message, ct);
                break;
            default:
                await db.Write(s => FallbackRows.Decide(s, row, null, null), ct);
                break;
        }
    }

    private long Now => clock.GetUtcNow().ToMicros();

    private async Task FallBack(FallbackRow row, MessageRow message, CancellationToken ct)
    {
        try
        {
            var candidate = await Write(row, message, ct);
            using var commit = new AcceptCommit(handover, clock.GetUtcNow());
            await db.Write(s => Store(s, row, candidate, commit), ct);
        }
        catch (Refusal refusal)
        {
            // The transaction is rolled back: the message is where it was. What is noted names no number of a phone.
            await db.Write(s => GiveUp(s, row, $"The text was refused: {refusal.Code.Type} ({refusal.Code.Number})."), ct);
        }
    }

    /// <summary>The text, by the rules of all texts.</summary>
    private async Task<Candidate> Write(FallbackRow row, MessageRow message, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var sender = await db.Read(s => SendingKey.Of(s, message.AccountId, message.KeyId), ct);
        var text = SmsText.Measure(row.Content ?? message.Content);
        return await texts.Prepare(new()
        {
            AccountId = message.AccountId,
            IsTest = message.IsTest,
            Id = Ids.New(Ids.Sms, now),
            KeyId = message.KeyId,
            Recipient = message.Recipient,
            Content = text.Content,
            Encoding = (long)text.Encoding,
            Segments = text.Segments,
            Status = (long)MessageStatus.Queued,
            CreatedAt = now.ToMicros(),
            UpdatedAt = now.ToMicros(),
            ValidUntil = SendTimes.ValidUntil(now, null).ToMicros(),
            CallbackUrl = message.CallbackUrl,
            Metadata = message.Metadata,
        }, sender, await texts.Quotes(sender, message.IsTest == 1));
    }

    /// <summary>Lets it fall back, unless it arrived meanwhile, or is being sent just now.</summary>
    private async Task<bool> Store(Session session, FallbackRow row, Candidate candidate, AcceptCommit commit)
    {
        var (key, now) = (new MessageKey(row.AccountId, row.IsTest, row.MessageId), clock.GetUtcNow());
        var held = row with { LookAt = now.ToMicros() + Second };
        if (await FallbackRows.LookAgain(session, row, now.ToMicros() + Second) == 0)
            return false;

        var message = await MessageRows.Find(session, row.AccountId, row.IsTest, row.MessageId);
        if (message is null || FallbackFate.Of(row, message, now.ToMicros()) is not FallbackFate.Lost lost)
            return false;
        if ((MessageStatus)message.Status < MessageStatus.Sent && (await MessageRows.Cancel(session, [key], now, "it goes by SMS")).Count == 0)
            return false;

        // It is held here, and what is not decided would go by SMS again and again.
        if (!await FallbackRows.Decide(session, held, candidate.Message.Id, lost.Reason))
            throw new InvalidOperationException($"The fallback of message {row.MessageId} is held and cannot be decided.");
        await Note(session, key, new EventFacts { Reason = lost.Reason, MessageId = candidate.Message.Id }, now);
        await intake.Accept(session, candidate, commit);
        return true;
    }

    private async Task<bool> GiveUp(Session session, FallbackRow row, string reason)
    {
        if (!await FallbackRows.Decide(session, row, null, reason))
            return false;

        await Note(session, new(row.AccountId, row.IsTest, row.MessageId), new EventFacts { Reason = reason }, clock.GetUtcNow());
        return true;
    }

    private static Task Note(Session session, MessageKey key, EventFacts facts, DateTimeOffset now) =>
        session.Run(MessageStatements.AddEvent, [new TimelineEvent(key, Ids.New(Ids.Event, now), now, Timeline.FallbackType, ApiJson.Text(facts))]);
}
