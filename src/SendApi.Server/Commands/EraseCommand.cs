using System.CommandLine;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Events;
using SendApi.Server.Inbound;
using SendApi.Server.Storage;
using SendApi.Server.Suppressions;
using SendApi.Server.Verify;
using SendApi.Server.WhatsApp;
using SendApi.Server.Wiring;

namespace SendApi.Server.Commands;

/// <summary>sendapi erase: forgets one person, and says of each table what was removed.</summary>
internal static class EraseCommand
{
    private const int InOneGo = 500;

    private static readonly Option<string> Phone = new("--phone") { Description = "The person's number in E.164 form.", Required = true, HelpName = "NUMBER" };

    private static readonly Option<string?> Account = new("--account") { Description = "Only what this account has of the person. Without it: all accounts.", HelpName = "ACCOUNT" };

    private static readonly Option<bool> Cancel = new("--cancel") { Description = "Take back messages to the person that still wait. Without it the command refuses while there are any." };

    private static readonly Option<bool> WithSuppressions = new("--with-suppressions")
    {
        Description = "Remove the person's entries on suppression lists too, and whom they wrote STOP to. They are kept otherwise, because they keep the promise not to write to that person.",
    };

    public static Command Make(TimeProvider clock) => new Command("erase",
        "Forgets one person: the words, recipient and notes of messages, inbound texts, verifications, events and what endpoints answered. The rows of messages stay without them, for the ledger. "
        + "Suppression entries are kept unless you ask for those too. Backups that you took before still hold the person.")
    {
        Phone, Account, Cancel, WithSuppressions,
    }.Runs(async (parsed, ct) =>
    {
        if (PhoneNumber.Read(parsed.GetRequiredValue(Phone), out var phone) is { } fault)
            throw new CommandFault(fault);
        var removed = await CommandLine.With<IReadOnlyList<Removed>>(parsed, async db =>
        {
            var account = parsed.GetValue(Account) is { } name ? await db.Write(s => AccountCommands.Find(s, name, clock.GetUtcNow()), ct) : null;
            await TakeBack(db, new(phone.Value, account), parsed.GetValue(Cancel), clock, ct);
            return [.. await Erase(db, new(phone.Value, account), parsed.GetValue(WithSuppressions), ct), new Removed("files of WhatsApp messages deleted", await MediaSweep.Left(db, MediaPlace.Of(CommandLine.Location(parsed)), ct))];
        });
        Output.List(parsed.GetValue(CommandLine.Json), removed, "", new("WHAT", "what", r => r.What), new("ROWS", "rows", r => Core.Shown.Plain(r.Rows)));
    });

    private static async Task TakeBack(Db db, Person person, bool isAsked, TimeProvider clock, CancellationToken ct)
    {
        var waiting = await db.Read(s => Erasure.Waiting(s, person.Phone, person.Account), ct);
        if (waiting > 0 && !isAsked)
            throw new CommandFault($"{waiting} messages to that number still wait. Take them back with --cancel, or erase when they have left.");
        while (waiting > 0 && await db.Write(s => Erasure.TakeBack(s, person.Phone, person.Account, InOneGo, clock.GetUtcNow()), ct) > 0)
            waiting = await db.Read(s => Erasure.Waiting(s, person.Phone, person.Account), ct);
        if (waiting > 0)
            throw new CommandFault($"{waiting} messages to that number are being sent just now. Try again in a minute.");
    }

    private static async Task<IReadOnlyList<Removed>> Erase(Db db, Person person, bool withSuppressions, CancellationToken ct)
    {
        // First: a code that is left would be sent once more, and so would a message that falls back.
        var verifications = await db.Write(s => VerificationErasure.Person(s, person.Phone, person.Account), ct);
        var fallbacks = await db.Write(s => FallbackRows.Person(s, person.Phone, person.Account), ct);
        var (messages, events, answers) = (0L, 0L, 0L);
        for (int portion; (portion = await db.Write(s => Erasure.Messages(s, person.Phone, person.Account, InOneGo), ct)) > 0;)
            messages += portion;
        var accounts = person.Account is { } one ? [one] : await db.Read(s => s.Query<string>("SELECT id FROM accounts"), ct);
        foreach (var account in accounts)
            for (var world = 0L; world <= 1; world++)
            {
                events += await EventRedaction.Erase(db, account, world, person.Phone, ct);
                answers += await EventRedaction.EraseAnswers(db, account, world, person.Phone, ct);
            }

        var inbound = await db.Write(s => InboundErasure.Person(s, person.Phone, person.Account), ct);
        var written = await db.Write(s => WhatsAppErasure.Person(s, person.Phone, person.Account), ct);
        var stored = await db.Write(s => IdempotencyRecords.Redact(s, person.Phone, person.Account), ct);
        var refused = await db.Write(s => Erasure.Rejections(s, person.Phone, person.Account), ct);
        List<Removed> removed = [new("messages redacted", messages), new("refused rows of batches redacted", refused), new("inbound texts deleted", inbound), new("inbound WhatsApp messages deleted", written), new("verifications deleted", verifications), new("fallbacks to SMS deleted", fallbacks), new("events redacted", events), new("answers of endpoints redacted", answers), new("stored answers redacted", stored)];
        if (withSuppressions)
        {
            removed.Add(new("suppressions deleted", await db.Write(s => SuppressionRows.Forget(s, person.Phone, person.Account), ct)));
            removed.Add(new("STOPs deleted", await db.Write(s => Erasure.Stops(s, person.Phone, person.Account), ct)));
        }

        return removed;
    }

    private sealed record Person(string Phone, string? Account);

    private sealed record Removed(string What, long Rows);
}
