using System.CommandLine;
using System.Globalization;
using SendApi.Core;
using SendApi.Server.Accounts;
using SendApi.Server.Delivery;
using SendApi.Server.Keys;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>sendapi keys create|list|revoke|rotate</summary>
internal static class KeyCommands
{
    internal static readonly Option<string> Account = new("--account")
    {
        Description = "The account's name or id.",
        DefaultValueFactory = _ => AccountRows.DefaultName,
        HelpName = "ACCOUNT",
    };

    public static Command Make(TimeProvider clock)
    {
        var group = new Command("keys", "API keys. They work beside a running server: a new key at once, a revoked one no more within a second.");
        group.Subcommands.Add(Create(clock));
        group.Subcommands.Add(List(clock));
        group.Subcommands.Add(Revoke(clock));
        group.Subcommands.Add(Rotate(clock));
        return group;
    }

    private static Command Create(TimeProvider clock)
    {
        var name = new Option<string>("--name") { Description = "What the key is for, to recognize it by.", Required = true, HelpName = "NAME" };
        var scopes = new Option<string>("--scopes")
        {
            Description = $"Comma-separated: {string.Join(", ", Scopes.All)}. write implies read, admin implies all.",
            Required = true,
            HelpName = "SCOPES",
        };
        var test = new Option<bool>("--test") { Description = "A test key: everything runs against the built-in simulator and costs nothing." };
        var expires = new Option<string?>("--expires") { Description = "How long it works, such as 12h, 30d or 1y. Without it: until it is revoked.", HelpName = "TIME" };
        var networks = new Option<string?>("--networks") { Description = "Comma-separated addresses or networks that it may be used from, such as 203.0.113.0/24. Without it: from everywhere.", HelpName = "NETWORKS" };
        var spend = new Option<string?>("--spend-limit") { Description = "What its messages may cost within a billing period, in US dollars, such as 25.00.", HelpName = "AMOUNT" };
        var recipients = new Option<long?>("--recipient-limit") { Description = "How many messages it may send on a day (UTC).", HelpName = "COUNT" };
        var command = new Command("create", "Makes a key and prints only the key. It is shown this once.") { name, scopes, test, expires, networks, spend, recipients, Account };
        return command.Runs(async (parsed, ct) =>
        {
            var now = clock.GetUtcNow();
            var wanted = Read(parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes));
            DateTimeOffset? until = parsed.GetValue(expires) is { } span ? now + Span(span) : null;
            var (sources, limits) = (Networks(parsed.GetValue(networks)), Limits(parsed.GetValue(spend), parsed.GetValue(recipients)));
            var made = await CommandLine.With(parsed, db => db.Write(async s =>
            {
                var account = await FindAccount(s, parsed.GetRequiredValue(Account), now);
                return await KeyRows.Create(s, new NewKey(account.Id, wanted.Name, wanted.Scopes, parsed.GetValue(test), until) { Networks = sources, Limits = limits }, now);
            }, ct));
            PrintMade(parsed, made);
        });
    }

    private static Command List(TimeProvider clock)
    {
        var command = new Command("list", "Lists keys with their shown prefix; the keys themselves are kept nowhere.") { Account };
        return command.Runs(async (parsed, ct) =>
        {
            var now = clock.GetUtcNow();
            var rows = await CommandLine.With(parsed, db => db.Write(async s =>
                await KeyRows.List(s, (await FindAccount(s, parsed.GetRequiredValue(Account), now)).Id), ct));
            Output.List(parsed.GetValue(CommandLine.Json), rows, "No keys yet. Make one with: sendapi keys create --name first --scopes admin",
                new("ID", "id", k => k.Id), new("NAME", "name", k => k.Name), new("PREFIX", "prefix", k => k.Prefix), new("SCOPES", "scopes", k => k.Scopes),
                new("STATE", "state", k => State(k, now)), new("EXPIRES", "expires_at", k => Shown.Time(k.ExpiresAt)), new("LAST USED", "last_used_at", k => Shown.Time(k.LastUsedAt)),
                new("CREATED", "created_at", k => Shown.Time(k.CreatedAt)), new("NETWORKS", "networks", k => k.Networks),
                new("SPEND LIMIT", "spend_limit", k => k.SpendLimit is { } limit ? Core.Shown.Amount(limit) : null),
                new("RECIPIENTS A DAY", "recipient_limit", k => k.RecipientLimit?.ToString(CultureInfo.InvariantCulture)));
        });
    }

    private static Command Revoke(TimeProvider clock)
    {
        var which = new Argument<string>("key") { Description = "The key's id, name, shown prefix, or the whole key." };
        var command = new Command("revoke", "Revokes a key for good.") { which };
        return command.Runs(async (parsed, ct) =>
        {
            var wanted = parsed.GetRequiredValue(which);
            var revoked = await CommandLine.With(parsed, db => db.Write(async s =>
            {
                var key = await FindKey(s, wanted);
                await KeyRows.Revoke(s, key.Id, clock.GetUtcNow());
                return key;
            }, ct));
            Output.One(parsed.GetValue(CommandLine.Json), revoked, $"Revoked {revoked.Name} ({revoked.Id}).", new("", "id", k => k.Id), new("", "name", k => k.Name));
        });
    }

    private static Command Rotate(TimeProvider clock)
    {
        var which = new Argument<string>("key") { Description = "The key's id, name, shown prefix, or the whole key." };
        var overlap = new Option<string>("--overlap")
        {
            Description = "How long the old key still works, such as 24h, at most 30d; 0 ends it at once.",
            DefaultValueFactory = _ => "24h",
            HelpName = "TIME",
        };
        var command = new Command("rotate", "Makes a key that may do the same in place of one, and prints only the new key. It is shown this once.") { which, overlap };
        return command.Runs(async (parsed, ct) =>
        {
            var wanted = parsed.GetRequiredValue(which);
            var span = parsed.GetRequiredValue(overlap) is "0" ? TimeSpan.Zero : Span(parsed.GetRequiredValue(overlap));
            if (span > TimeSpan.FromDays(30))
                throw new CommandFault("The overlap is at most 30d.");
            var made = await CommandLine.With(parsed, db => db.Write(async s =>
            {
                var (key, now) = (await FindKey(s, wanted), clock.GetUtcNow());
                return await KeyRows.Rotate(s, key, span, now) ?? throw new CommandFault(RotateKey.Hindrance(key, now));
            }, ct));
            PrintMade(parsed, made);
        });
    }

    private static void PrintMade(ParseResult parsed, (string Id, string Secret) made) =>
        Output.One(parsed.GetValue(CommandLine.Json), made, made.Secret, new("", "id", m => m.Id), new("", "key", m => m.Secret));

    private static async Task<KeyRow> FindKey(Session session, string wanted) => await KeyRows.Matching(session, wanted) switch
    {
        [var one] => one,
        [] => throw new CommandFault("There is no such key. See: sendapi keys list"),
        var several => throw new CommandFault($"{several.Count} keys fit. Give the id of one: {string.Join(", ", several.Select(k => k.Id))}"),
    };

    internal static async Task<AccountRow> FindAccount(Session session, string nameOrId, DateTimeOffset now) =>
        await AccountRows.Find(session, nameOrId, now) ?? throw new CommandFault($"There is no account '{nameOrId}'. See: sendapi accounts list");

    private static (string Name, IReadOnlyCollection<string> Scopes) Read(string name, string scopes)
    {
        if (name.Trim().Length is 0 or > 100)
            throw new CommandFault("A key's name has 1 to 100 characters.");

        var list = scopes.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (list.Length == 0)
            throw new CommandFault($"A key needs at least one scope. Scopes: {string.Join(", ", Scopes.All)}.");
        if (Scopes.FirstUnknown(list) is { } unknown)
            throw new CommandFault($"There is no scope '{unknown}'. Scopes: {string.Join(", ", Scopes.All)}.");
        return (name.Trim(), list);
    }

    private static List<string> Networks(string? text)
    {
        var read = new List<string>();
        foreach (var part in (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            read.Add(SourceNetworks.Read(part, out var network) is { } fault ? throw new CommandFault(fault) : network.ToString());
        return read.Count <= SourceNetworks.Most ? read : throw new CommandFault($"A key has at most {SourceNetworks.Most} networks.");
    }

    private static KeyLimits Limits(string? spend, long? recipients)
    {
        var amount = spend is null ? null : Amounts.Read(spend);
        if (spend is not null && amount is null or < 0)
            throw new CommandFault($"'{spend}' is not an amount of US dollars such as 25.00, 0 or more, with at most six places.");
        return recipients is null or >= 0 ? new(amount, recipients) : throw new CommandFault("The recipient limit is 0 or more.");
    }

    private static TimeSpan Span(string text)
    {
        var days = text.Length < 2 ? null : text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            'y' => (TimeSpan?)TimeSpan.FromDays(365),
            _ => null,
        };
        return days is { } unit && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 1_000_000
                && unit.TotalDays * count <= 36_500
            ? unit * count
            : throw new CommandFault($"'{text}' is not a time. Write a number and m, h, d, w or y, such as 30d, at most 100 years.");
    }

    private static string State(KeyRow key, DateTimeOffset now) =>
        (key.IsTest == 1 ? "test, " : "live, ") + (key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now.ToMicros() ? "expired" : "active");
}
