using System.Globalization;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Events;

/// <summary>What came of an attempt: the delivery's end or its next try, and what it says of the endpoint.</summary>
internal sealed record DeliveryResult(FinishedAttempt Attempt, Endpoint Endpoint)
{
    public string WebhookId => Endpoint.Id;

    public bool IsSuccess => Attempt.Status is DeliveryStatus.Delivered;

    public bool IsFailure => Attempt.Status is DeliveryStatus.Failed or DeliveryStatus.Pending;

    /// <summary>The endpoint answered that it wants no more, for good.</summary>
    public bool IsGone { get; init; }

    /// <summary>How long the endpoint asked to be left alone.</summary>
    public TimeSpan? AskedPause { get; init; }

    /// <summary>The endpoint's pause on this node, after this result.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Why it failed, in a sentence.</summary>
    public string Why => Attempt.Line.Error ?? string.Create(CultureInfo.InvariantCulture, $"The endpoint answered {Attempt.Line.Status}.");

    /// <summary>Tells the lane how it went.</summary>
    public void Tell(Lane lane, DateTimeOffset now, Func<double> chance)
    {
        if (IsSuccess)
            lane.Succeeded();
        else if (IsFailure)
            lane.Failed(now, AskedPause, chance);
        else
            lane.Ended();
    }
}

/// <summary>Writes one batch of results as one transaction.</summary>
internal sealed class DeliveryResults(Publisher publisher, EventArrivals arrivals, IOptions<WebhookOptions> options)
{
    public async Task<bool> Write(Session session, IReadOnlyList<DeliveryResult> batch)
    {
        var ended = batch.Where(r => r.Attempt.DueAgain is null).Select(r => r.Attempt).ToList();
        var again = batch.Where(r => r.Attempt.DueAgain is not null).Select(r => r.Attempt).ToList();
        var finished = await session.Run(EventStatements.Finish, ended);
        var held = finished.Concat(await session.Run(EventStatements.Postpone, again)).ToHashSet();
        arrivals.SignalAfter(session, [.. finished.Where(f => f.StartsWith(EventStatements.More, StringComparison.Ordinal)).Select(f => f[EventStatements.More.Length..]).Distinct()]);
        // A lease that was lost has no say any more: somebody else makes the delivery.
        session.AtCommit(EventStatements.Log, [.. batch.Where(r => held.Contains(r.Attempt.Delivery.Id)).Select(r => r.Attempt)]);

        foreach (var webhook in await NoteHealth(session, batch))
            await SwitchOff(session, webhook.Last());
        return true;
    }

    /// <summary>The webhooks that are to be switched off, each with its failures.</summary>
    private async Task<List<IGrouping<string, DeliveryResult>>> NoteHealth(Session session, IReadOnlyList<DeliveryResult> batch)
    {
        // Of callbacks nothing is kept: nobody looks at them as one endpoint, and they are never switched off.
        var failing = batch.Where(r => r.IsFailure && !LaneNames.IsCallback(r.WebhookId)).GroupBy(r => r.WebhookId).ToList();
        var mended = batch.Where(r => r.IsSuccess && (r.Endpoint.FailingSince is not null || failing.Any(f => f.Key == r.WebhookId))).Select(r => r.WebhookId).ToHashSet();
        await EndpointHealth.Note(session,
            failing.Select(f => new Failing(f.Key, f.Count(), f.Min(r => r.Attempt.At), f.Last().PausedUntil, f.Last().Why)), mended);
        return failing.FindAll(f => f.Any(r => r.IsGone) || (!mended.Contains(f.Key) && f.Any(IsOver)));
    }

    private bool IsOver(DeliveryResult result) => result.Endpoint.FailingSince + options.Value.SwitchOffAfter <= result.Attempt.At;

    private async Task SwitchOff(Session session, DeliveryResult last)
    {
        var (delivery, at) = (last.Attempt.Delivery, last.Attempt.At);
        var why = last.IsGone ? "The endpoint answered 410: it wants no more." : $"The endpoint failed since {Shown.Time(last.Endpoint.FailingSince ?? at)} without one success. {last.Why}";
        if (!await EndpointHealth.SwitchOff(session, last.WebhookId, why, at))
            return;

        var data = new WebhookDisabledData { WebhookId = last.WebhookId, Url = last.Endpoint.Url ?? "", Reason = why, DisabledAt = at.UtcDateTime };
        await publisher.Publish(session, [new(delivery.AccountId, delivery.World, EventNames.WebhookDisabled, last.WebhookId, at, ApiJson.Text(data))]);
    }
}
