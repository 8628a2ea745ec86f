using System.CommandLine;
using System.Globalization;
using SendApi.Core;
using SendApi.Server.Accounts;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>sendapi accounts create|list|show|update; what they do is what /v1/admin/accounts does.</summary>
internal static class AccountCommands
{
    /// <summary>Which account a command is about.</summary>
    public static readonly Argument<string> Account = new("account") { Description = "The account's name or id.", HelpName = "ACCOUNT" };

    private static readonly Option<string?> Plan = new("--plan") { Description = $"{string.Join(", ", Plans.All)}.", HelpName = "PLAN" };

    private static readonly Option<string?> Standing = new("--subscription") { Description = $"{string.Join(", ", Subscriptions.All)}.", HelpName = "STATE" };

    private static readonly Option<int?> TrialDays = new("--trial-days") { Description = $"On trial for so many days; {Trial.Days} with --subscription trial alone.", HelpName = "DAYS" };

    public static Command Make(TimeProvider clock)
    {
        var group = new Command("accounts", "The customers of this installation. A fresh one has the account 'default', the operator's own.");
        group.Subcommands.Add(Create(clock));
        group.Subcommands.Add(List(clock));
        group.Subcommands.Add(Show(clock));
        group.Subcommands.Add(Update(clock));
        group.Subcommands.Add(CreditCommands.TopUp(clock));
        group.Subcommands.Add(CreditCommands.Correct(clock));
        return group;
    }

    /// <summary>The id of the account that a person means by a name or an id.</summary>
    public static async Task<string> Find(Session session, string nameOrId, DateTimeOffset now) =>
        (await AccountRows.Find(session, nameOrId, now))?.Id ?? throw new CommandFault($"There is no account '{nameOrId}'. See: sendapi accounts list");

    private static Command Create(TimeProvider clock)
    {
        var name = new Option<string>("--name") { Description = "A name of its own.", Required = true, HelpName = "NAME" };
        var anchor = new Option<string?>("--period-anchor") { Description = "The day its billing periods begin on, such as 2026-03-01. Without it: today.", HelpName = "DAY" };
        var command = new Command("create", $"Adds an account and prints its id. Without --plan it is on {Plans.Unlimited}, on trial on {Trial.Plan}.") { name, Plan, Standing, TrialDays, anchor };
        return command.Runs(async (parsed, ct) =>
        {
            var request = new CreateAccount.Request
            {
                Name = parsed.GetRequiredValue(name),
                Plan = parsed.GetValue(Plan),
                Subscription = parsed.GetValue(Standing),
                TrialDays = parsed.GetValue(TrialDays),
                PeriodAnchor = parsed.GetValue(anchor),
            };
            var account = await CommandLine.With(parsed, db => db.Write(s => CreateAccount.Run(s, request, clock.GetUtcNow()), ct));
            Output.View(parsed.GetValue(CommandLine.Json), account, account.Id);
        });
    }

    private static Command List(TimeProvider clock) => new Command("list", "Lists the accounts.").Runs(async (parsed, ct) =>
    {
        var rows = await CommandLine.With(parsed, db => db.Write(async s =>
        {
            await AccountRows.Find(s, AccountRows.DefaultName, clock.GetUtcNow());
            return await AccountRows.List(s);
        }, ct));
        Output.List(parsed.GetValue(CommandLine.Json), rows, "No accounts.",
            new("ID", "id", a => a.Id), new("NAME", "name", a => a.Name), new("PLAN", "plan", a => a.Plan),
            new("STATE", "state", a => a.SuspendedAt is null ? a.Subscription : "suspended"), new("CREATED", "created_at", a => Shown.Time(a.CreatedAt)));
    });

    private static Command Show(TimeProvider clock) => new Command("show", "Shows an account with its credit and what it used in this billing period.") { Account }.Runs(async (parsed, ct) =>
    {
        var now = clock.GetUtcNow();
        var account = await CommandLine.With(parsed, db => db.Write(async s =>
            await GetAccount.Read(s, await AccountRows.Get(s, await Find(s, parsed.GetRequiredValue(Account), now)), now), ct));
        Output.View(parsed.GetValue(CommandLine.Json), account, Lines(account));
    });

    private static Command Update(TimeProvider clock)
    {
        var name = new Option<string?>("--name") { Description = "A new name.", HelpName = "NAME" };
        var suspend = new Option<string?>("--suspend") { Description = "Refuse every request of its keys, and tell them this reason.", HelpName = "REASON" };
        var resume = new Option<bool>("--resume") { Description = "Lift the suspension." };
        var countries = ListOption("--allow-countries", "Send only to these, such as GB,US.");
        var prefixes = ListOption("--block-prefixes", "Send to no number that begins so, such as +882,+979.");
        var words = ListOption("--block-words", "Send no text with one of these words.");
        var command = new Command("update", "Changes what is named and leaves the rest. A running server knows it within a second.")
        {
            Account, name, Plan, Standing, TrialDays, suspend, resume, countries, prefixes, words,
        };
        return command.Runs(async (parsed, ct) =>
        {
            var reason = parsed.GetValue(suspend);
            if (reason is not null && parsed.GetValue(resume))
                throw new CommandFault("Give --suspend or --resume, not both.");

            var request = new UpdateAccount.Request
            {
                Name = parsed.GetValue(name),
                Plan = parsed.GetValue(Plan),
                Subscription = parsed.GetValue(Standing),
                TrialDays = parsed.GetValue(TrialDays),
                Suspended = reason is not null ? true : parsed.GetValue(resume) ? false : null,
                SuspendedReason = reason,
                Policy = new() { AllowedCountries = Entries(parsed.GetValue(countries)), BlockedPrefixes = Entries(parsed.GetValue(prefixes)), BlockedWords = Entries(parsed.GetValue(words)) },
            };
            var now = clock.GetUtcNow();
            var account = await CommandLine.With(parsed, db => db.Write(async s =>
                await UpdateAccount.Run(s, await Find(s, parsed.GetRequiredValue(Account), now), request, now), ct));
            Output.View(parsed.GetValue(CommandLine.Json), account, Lines(account));
        });
    }

    private static Option<string?> ListOption(string name, string description) =>
        new(name) { Description = $"{description} Comma-separated; it replaces the list before, and \"\" empties it.", HelpName = "LIST" };

    private static List<string?>? Entries(string? list) =>
        list is null ? null : [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static string Lines(AccountView account)
    {
        var (policy, texts) = (account.Policy, account.Usage?.Sms);
        string[] blocked = [.. policy?.BlockedPrefixes ?? [], .. policy?.BlockedWords.Select(word => $"'{word}'") ?? []];
        (string Name, string Value)[] lines =
        [
            ("id", account.Id),
            ("name", account.Name),
            ("plan", account.Plan),
            ("subscription", account.TrialEndsAt is { } end ? $"{account.Subscription}, ends {Core.Shown.Time(end)}" : account.Subscription),
            ("suspended", account.SuspendedAt is { } since ? $"since {Core.Shown.Time(since)}: {account.SuspendedReason ?? "no reason given"}" : "no"),
            ("period", $"{Core.Shown.Time(account.BillingPeriod.StartsAt)} to {Core.Shown.Time(account.BillingPeriod.EndsAt)}"),
            ("credit", $"{account.Credit?.Available.Amount} USD left, {account.Credit?.Reserved.Amount} reserved, {account.Credit?.Spent.Amount} spent"),
            ("texts", string.Create(CultureInfo.InvariantCulture, $"{texts?.Sent} of {texts?.Quota?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"}, {texts?.Segments} segments")),
            ("countries", policy is { AllowedCountries.Count: > 0 } ? string.Join(", ", policy.AllowedCountries) : "all"),
            ("blocked", blocked.Length == 0 ? "nothing" : string.Join(", ", blocked)),
        ];
        return string.Join('\n', lines.Select(line => $"{line.Name,-12}  {line.Value}"));
    }
}
