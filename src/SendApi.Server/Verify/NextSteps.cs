using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Verify;

/// <summary>Lets a code take its next step when the text that was to bring it did not: the same code, by another way. Each step is taken once, and its text stored in the same transaction.</summary>
internal sealed class NextSteps(Db db, JoinedIntake intake, Handover handover, Publisher publisher, StepTools tools)
{
    private const string Taken = "next_channel", PassedOver = "channel_passed_over";

    /// <summary>Looks at a code that <see cref="StepRows.Take"/> gave.</summary>
    public async Task Look(VerificationRow code, CancellationToken ct)
    {
        var text = await db.Read(s => MessageRows.Find(s, code.AccountId, code.IsTest, code.MessageId), ct);
        switch (Fate(code, text))
        {
            case CodeFate.Waiting { Until: var until }:
                await db.Write(s => StepRows.LookAgain(s, code, until), ct);
                break;
            case CodeFate.Lost { IsSilent: true, IsLate: false } when !await Confirms(code, text, ct):
                await db.Write(s => StepRows.LookAgain(s, code, code.ExpiresAt), ct);
                break;
            case CodeFate.Lost lost when code.StepsLeft.Count == 0 || lost.IsLate:
                await db.Write(s => End(s, code, lost), ct);
                break;
            case CodeFate.Lost lost:
                await Step(code, lost, ct);
                break;
            default:
                await db.Write(s => StepRows.LookAgain(s, code, null), ct);
                break;
        }
    }

    /// <summary>A carrier that gives no receipts would have every code go out twice. The simulator gives them always.</summary>
    private async Task<bool> Confirms(VerificationRow code, MessageRow? text, CancellationToken ct) =>
        code.IsTest == 1 || await db.Read(s => StepRows.Confirms(s, text?.Provider, tools.Clock.GetUtcNow()), ct);

    private CodeFate Fate(VerificationRow code, MessageRow? text) => CodeFate.Of(code, text, tools.Clock.GetUtcNow().ToMicros(), tools.Options.Value.ReceiptWithin);

    private async Task Step(VerificationRow code, CodeFate.Lost lost, CancellationToken ct)
    {
        try
        {
            var (candidate, why) = code.StepsLeft[0] == Channels.WhatsApp ? await WriteWhatsApp(code, ct) : await Write(code, ct);
            if (candidate is null)
            {
                await db.Write(s => PassOver(s, code, lost, why), ct);
                return;
            }

            using var commit = new AcceptCommit(handover, tools.Clock.GetUtcNow());
            await db.Write(s => Store(s, code, candidate, commit), ct);
        }
        catch (Refusal refusal)
        {
            // The transaction is rolled back: the text before is where it was. What is noted names no number of a phone.
            await db.Write(s => PassOver(s, code, lost, $"It was refused: {refusal.Code.Type} ({refusal.Code.Number})."), ct);
        }
        catch (CryptographicException)
        {
            await db.Write(s => PassOver(s, code, lost, "The code was sealed with another key."), ct);
        }
    }

    /// <summary>The same code by WhatsApp, or why it cannot go there.</summary>
    private async Task<(Candidate? Candidate, string Why)> WriteWhatsApp(VerificationRow code, CancellationToken ct)
    {
        var now = tools.Clock.GetUtcNow();
        var (sender, template) = await db.Read(async s => (await SendingKey.Of(s, code.AccountId, code.KeyId), await CodeTemplate.Find(s, (code.AccountId, code.IsTest), code.Locale)), ct);
        if (sender.Refuse(code.IsTest == 1, now) is { } refusal)
            throw refusal;
        if (template is null)
            return (null, "No connected WhatsApp session of the Cloud API has an approved template for codes.");

        var message = CodeMessages.Write(code with { MessageId = CodeMessages.NewId(Channels.WhatsApp, now) }, tools.Desk.Unseal(code), template, tools.Desk, now.ToMicros());
        return (new Candidate(message, sender.Account, sender.Limits, isSameCode: true) { Route = new(template.SessionId) }, "");
    }

    /// <summary>The next text, by the rules of all texts, or why no other carrier can bring it. It is the same code, so it counts neither for the recipient nor for the quota.</summary>
    private async Task<(Candidate? Candidate, string Why)> Write(VerificationRow code, CancellationToken ct)
    {
        var now = tools.Clock.GetUtcNow();
        var facts = await db.Read(s => StepFacts.Of(s, code), ct);
        if (facts.Sender.Refuse(code.IsTest == 1, now) is { } refusal)
            throw refusal;

        var row = code with { MessageId = Ids.New(Ids.Sms, now) };
        var message = await tools.Senders.Sign(CodeMessages.Write(row, tools.Desk.Unseal(code), tools.Desk, now.ToMicros()));
        if (await tools.Routing.Another(message, facts.Had) is not { } route)
            return (null, "No other carrier that works takes texts to this number.");

        var priced = message with { Price = await tools.Prices.Quote(facts.Sender.Account, code.IsTest == 1, PhoneNumber.Trusted(code.Recipient), message.Segments) };
        return (new Candidate(priced, facts.Sender.Account, facts.Sender.Limits, isSameCode: true) { Route = route, NotBefore = await tools.Paces.Reserve(priced) }, "");
    }

    /// <summary>Takes the step, unless the text arrived or the code ended meanwhile. A text that still waits is taken back: nobody is to pay for two.</summary>
    private async Task<bool> Store(Session session, VerificationRow code, Candidate candidate, AcceptCommit commit)
    {
        var now = tools.Clock.GetUtcNow();
        if (!await StepRows.Hold(session, code))
            return false;
        if (Fate(code, await MessageRows.Find(session, code.AccountId, code.IsTest, code.MessageId)) is not CodeFate.Lost { IsLate: false } lost)
        {
            await StepRows.LookAgain(session, code, now.ToMicros());
            return false;
        }

        var rest = code.StepsLeft.Skip(1).ToList();
        await StepRows.Move(session, code with
        {
            Channel = code.StepsLeft[0],
            MessageId = candidate.Message.Id,
            Earlier = string.Join(' ', code.Texts),
            Sealed = rest.Count == 0 ? null : code.Sealed,
            Steps = rest.Count == 0 ? null : string.Join(' ', rest),
            LookAt = rest.Count == 0 ? null : (now + tools.Options.Value.ReceiptWithin).ToMicros(),
        });
        await MessageRows.Cancel(session, code.TextKeys, now, "the code goes another way");
        CodeRows.Note(session, code, now, Taken, new VerificationEventData(null) { Channel = code.StepsLeft[0], Reason = lost.Reason });
        await intake.Accept(session, candidate, commit);
        return true;
    }

    private async Task<bool> PassOver(Session session, VerificationRow code, CodeFate.Lost lost, string reason)
    {
        var now = tools.Clock.GetUtcNow();
        if (!await StepRows.Hold(session, code))
            return false;

        CodeRows.Note(session, code, now, PassedOver, new VerificationEventData(null) { Channel = code.StepsLeft[0], Reason = reason });
        if (code.StepsLeft.Count == 1)
            return await Finish(session, code, lost);
        await StepRows.Move(session, code with { Steps = string.Join(' ', code.StepsLeft.Skip(1)), LookAt = now.ToMicros() });
        return true;
    }

    private async Task<bool> End(Session session, VerificationRow code, CodeFate.Lost lost) => await StepRows.Hold(session, code) && await Finish(session, code, lost);

    /// <summary>No step is left. That the code did not arrive is told where this is certain; else the text's own news will say it.</summary>
    private async Task<bool> Finish(Session session, VerificationRow code, CodeFate.Lost lost)
    {
        await StepRows.Move(session, code with { Sealed = null, Steps = null, LookAt = null });
        if (!lost.HasFailed || await StepFacts.HasArrived(session, code))
            return true;

        var now = tools.Clock.GetUtcNow();
        var data = new VerifyFailedData { VerificationId = code.Id, To = code.Recipient, Channel = code.Channel, Reason = VerifyFailedData.Undeliverable, FailedAt = now.UtcDateTime };
        await publisher.Publish(session, [new Happening(code.AccountId, code.IsTest, EventNames.VerifyFailed, code.Id, now, ApiJson.Text(data))]);
        return true;
    }
}

/// <summary>What the steps of codes need beside the store and the intake.</summary>
internal sealed record StepTools(Routing Routing, Prices Prices, SenderDesk Senders, SenderPaces Paces, CodeDesk Desk, TimeProvider Clock, IOptions<VerifyOptions> Options);
