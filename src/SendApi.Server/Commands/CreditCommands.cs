using System.CommandLine;
using SendApi.Server.Accounts;

namespace SendApi.Server.Commands;

/// <summary>sendapi accounts top-up|correct; the same booking as /v1/admin/accounts/{id}/top-ups and …/corrections.</summary>
internal static class CreditCommands
{
    public static Command TopUp(TimeProvider clock) =>
        Book("top-up", "Puts credit for texts on an account. The same reference with the same amount is booked once.", isTopUp: true, clock);

    public static Command Correct(TimeProvider clock) =>
        Book("correct", "Takes credit off an account, never more than is left.", isTopUp: false, clock);

    private static Command Book(string verb, string description, bool isTopUp, TimeProvider clock)
    {
        var amount = new Option<string>("--amount") { Description = "US dollars, such as 25.00.", Required = true, HelpName = "AMOUNT" };
        var reference = new Option<string>("--reference") { Description = "Your own name of this payment, such as INV-1.", Required = true, HelpName = "TEXT" };
        var note = new Option<string?>("--note") { Description = "A word to find it by later.", HelpName = "TEXT" };
        return new Command(verb, description) { AccountCommands.Account, amount, reference, note }.Runs(async (parsed, ct) =>
        {
            var request = new BookPayment.Request { Amount = parsed.GetRequiredValue(amount), Reference = parsed.GetRequiredValue(reference), Note = parsed.GetValue(note) };
            var now = clock.GetUtcNow();
            var (view, isNew) = await CommandLine.With(parsed, db => db.Write(async s =>
                await BookPayment.Run(s, await AccountCommands.Find(s, parsed.GetRequiredValue(AccountCommands.Account), now), request, isTopUp, now), ct));
            Output.View(parsed.GetValue(CommandLine.Json), view, $"{(isNew ? "Booked" : "Was booked before")}: {view.Reference}. {view.SmsBalance.Amount} USD are left.");
        });
    }
}
