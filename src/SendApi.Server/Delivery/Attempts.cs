using System.Security.Cryptography;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Sees one message through one attempt: in its turn, by its link, with the decision who is asked next, until it is written down.</summary>
public sealed partial class Attempts(Recorder recorder, Routing routing, Carriers carriers, RecipientOrder order, AttemptTools tools)
{
    private static readonly TimeSpan StoreWait = TimeSpan.FromSeconds(2);

    /// <summary>Begins an attempt. Called in the order in which messages are to leave; the answer is the queue that the message went to, where that is another one.</summary>
    /// <param name="queue">That the message was taken from: the link's.</param>
    public Task<string?> Begin(string queue, ILink link, Claimed claimed) => Make(queue, link, claimed, order.Enter(claimed.Message));

    private async Task<string?> Make(string queue, ILink link, Claimed claimed, RecipientOrder.Turn turn)
    {
        DateTimeOffset? again = null;
        try
        {
            var (outcome, held) = await Outcome(queue, link, claimed, turn);
            var now = tools.Clock.GetUtcNow();
            var next = held is { } until ? new NextAttempt(until) : await Next(claimed, outcome, (queue, link.Name), now);
            again = next?.At;
            Answered(tools.Log, claimed.Lease.MessageId, claimed.Lease.Attempt, outcome.GetType().Name, link.Name);
            await recorder.Record(new Attempt(claimed.Lease, link.Name, outcome, now, next) { Route = claimed.Route });
            return next?.Route?.Queue;
        }
        catch (Exception fault)
        {
            // The answer could not be written; the lease runs out and the message becomes uncertain, never sent again.
            NotRecorded(tools.Log, fault, claimed.Lease.MessageId);
            return null;
        }
        finally
        {
            turn.End(again);
        }
    }

    private async Task<(SendOutcome Outcome, DateTimeOffset? Held)> Outcome(string queue, ILink link, Claimed claimed, RecipientOrder.Turn turn)
    {
        if (await turn.Come() is { } until)
            return (new SendOutcome.TryLater("An earlier text to the same recipient waits."), until);

        var now = tools.Clock.GetUtcNow();
        if (Times.FromMicros(claimed.Message.ValidUntil) <= now)
            return (new SendOutcome.Rejected("expired", "Its validity ended before it could be sent"), null);
        if (claimed.Lease.Attempt > 1 && await Stopped(claimed.Message, now) is ({ } stopped, var askAgain))
            return (stopped, askAgain);
        // Behind a slow one its lease may be nearly over: nothing is sent that could end beyond it.
        if (claimed.Until - now < link.SendLimit)
            return (new SendOutcome.TryLater("Earlier texts to the same recipient took long."), now);

        var outcome = await Send(link, claimed.Message);
        // The simulator fails where its recipients ask for it, and a session's own state says how it is doing.
        if (!Queues.IsOfOneLink(queue))
            carriers.Of(link.Name).Tell(outcome);
        return (outcome, null);
    }

    /// <summary>A STOP takes back what waits, and so not what was being tried just then: that is asked for before each further try.</summary>
    private async Task<(SendOutcome? Outcome, DateTimeOffset? Held)> Stopped(MessageRow message, DateTimeOffset now)
    {
        try
        {
            return await tools.Db.Read(s => SenderStops.CameAfter(s, message), CancellationToken.None)
                ? (new SendOutcome.Rejected("stopped", "The recipient wrote STOP before it could be sent"), null)
                : (null, null);
        }
        catch (StoreUnavailable)
        {
            return (new SendOutcome.TryLater("The store could not be asked whether the recipient wrote STOP."), now + StoreWait);
        }
    }

    /// <summary>The message with the words that are to travel; null when they were sealed with another key.</summary>
    private MessageRow? Readable(MessageRow message)
    {
        try
        {
            return message.Sealed is { } words ? message with { Content = tools.Secrets.Unseal(words) } : message;
        }
        catch (CryptographicException fault)
        {
            NotOpened(tools.Log, fault, message.Id);
            return null;
        }
    }

    /// <summary>What a connector throws is unknown. Nobody cancels a send: once bytes may have left, the answer is waited for.</summary>
    private async Task<SendOutcome> Send(ILink link, MessageRow message)
    {
        if (Readable(message) is not { } readable)
            return new SendOutcome.Rejected("unreadable", "Its sealed words could not be opened with the key of this server");

        try
        {
            return link switch
            {
                ISmsSender sms => await sms.Send(readable.Submission(), CancellationToken.None),
                IWhatsAppSender session => await session.Send(readable.WhatsAppSubmission(), CancellationToken.None),
                _ => throw new InvalidOperationException($"{link.Name} is a link of a kind that carries no messages."),
            };
        }
        catch (Exception fault)
        {
            ConnectorThrew(tools.Log, fault, message.Id, link.Name);
            return new SendOutcome.Unknown($"the connector failed ({fault.GetType().Name})");
        }
    }

    /// <summary>Another carrier at once when this one did not take it through a fault of its own; the same one later when it asked for that, or there is no other; never one when it may have left.</summary>
    private async Task<NextAttempt?> Next(Claimed claimed, SendOutcome outcome, (string Queue, string Provider) from, DateTimeOffset now)
    {
        if (outcome is SendOutcome.TryLater { After: not null })
            return Later(claimed, outcome, now, null);
        if (outcome is not (SendOutcome.TryLater or SendOutcome.Rejected { IsByRoute: true }))
            return null;

        var isRefused = outcome is SendOutcome.Rejected;
        // Nobody else can speak for a session.
        if (Queues.IsOfOneLink(from.Queue))
            return isRefused ? null : Later(claimed, outcome, now, null);

        var table = await routing.Table();
        var tried = claimed.Tried.With(from.Queue, isRefused);
        if (table.Next(PhoneNumber.Trusted(claimed.Message.Recipient), tried.Has, tools.Chance) is { } other)
            return new NextAttempt(now) { Route = new(other.Id, $"{from.Provider} did not take it"), Provider = other.Name, Tried = tried };
        return isRefused ? null : Later(claimed, outcome, now, tried.Again());
    }

    private NextAttempt Later(Claimed claimed, SendOutcome outcome, DateTimeOffset now, Tried? tried) =>
        new(now + RetrySchedule.After(claimed.Lease.Attempt, (outcome as SendOutcome.TryLater)?.After, tools.Options.Value.Waits, tools.Chance)) { Tried = tried };

    [LoggerMessage(2201, LogLevel.Debug, "Message {MessageId} attempt {Attempt} by {Provider}: {Outcome}")]
    private static partial void Answered(ILogger log, string messageId, long attempt, string outcome, string provider);

    [LoggerMessage(2202, LogLevel.Error, "Message {MessageId}: the connector {Provider} threw; its outcome is unknown")]
    private static partial void ConnectorThrew(ILogger log, Exception fault, string messageId, string provider);

    [LoggerMessage(2203, LogLevel.Error, "Message {MessageId}: its answer could not be written down")]
    private static partial void NotRecorded(ILogger log, Exception fault, string messageId);

    [LoggerMessage(2209, LogLevel.Error, "Message {MessageId}: its words were sealed with another key, so it cannot be sent")]
    private static partial void NotOpened(ILogger log, Exception fault, string messageId);
}

/// <summary>What an attempt needs beside the links and the store.</summary>
public sealed record AttemptTools(Db Db, Secrets Secrets, TimeProvider Clock, Func<double> Chance, Microsoft.Extensions.Options.IOptions<DeliveryOptions> Options, ILogger<Attempts> Log);
