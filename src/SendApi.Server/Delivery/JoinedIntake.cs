using SendApi.Core;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>Takes messages in within somebody else's transaction, by the same rules: both are on disk, or neither. For what the server sends by itself or writes something else with; other requests go through <see cref="Intake"/>.</summary>
public sealed class JoinedIntake(Routing routing, Prices prices, AccountNews news, Arrivals arrivals, TimeProvider clock)
{
    /// <summary>One message that somebody waits for. Throws the <see cref="Refusal"/> of the rule that it breaks; then the caller's transaction must not be committed.</summary>
    /// <param name="commit">Of this transaction alone. Its owner disposes it when the transaction has ended, however that was.</param>
    public async Task Accept(Session session, Candidate candidate, AcceptCommit commit)
    {
        var admission = await Admission.Open(session, [candidate]);
        if (admission.Judge(candidate) is { } refusal)
            throw refusal;

        await news.Tell(session, admission);
        QueueEntry.Write(session, commit.Entries([candidate]));
        admission.Keep(session);
        session.AfterCommit(commit.Committed);
    }

    /// <summary>Answers to what people wrote: one may go to somebody who just wrote STOP. The answer holds the ids of those that were taken in; of the others nothing is left.</summary>
    public async Task<HashSet<string>> AcceptAnswers(Session session, IReadOnlyCollection<(MessageRow Message, Account Account)> answers)
    {
        var candidates = new List<Candidate>();
        foreach (var (message, account) in answers)
            if (await Prepare(message, account) is { } candidate)
                candidates.Add(candidate);
        if (candidates.Count == 0)
            return [];

        var admission = await Admission.Open(session, candidates);
        var taken = candidates.FindAll(c => admission.Judge(c) is null);
        await news.Tell(session, admission);
        QueueEntry.Write(session, taken.ConvertAll(QueueEntry.Waiting));
        admission.Keep(session);
        foreach (var queue in taken.Select(c => c.Route.Queue).Distinct())
            session.AfterCommit(() => arrivals.Queued(queue, isRoomHere: false));
        return [.. taken.Select(c => c.Message.Id)];
    }

    /// <summary>With its price and its way; null where there is none, or where the account may not send.</summary>
    private async Task<Candidate?> Prepare(MessageRow message, Account account)
    {
        if (account.RefuseSuspended() is not null || account.RefuseInactive(clock.GetUtcNow()) is not null)
            return null;

        try
        {
            var price = await prices.Quote(account, message.IsTest == 1, PhoneNumber.Trusted(message.Recipient), message.Segments);
            var priced = message with { Price = price };
            return new Candidate(priced, account, KeyLimits.None) { Route = await routing.Choose(priced), IsAnswer = true };
        }
        // No price or no provider: nobody waits for this message, so nobody is told.
        catch (Refusal)
        {
            return null;
        }
    }
}
