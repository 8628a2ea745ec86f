using System.CommandLine;
using System.Globalization;
using SendApi.Core;
using SendApi.Server.Accounts;
using SendApi.Server.Keys;
using SendApi.Server.Storage;

namespace SendApi.Server.Commands;

/// <summary>sendapi keys create|list|revoke</summary>
internal static class KeyCommands
{
    private static readonly Option<string> Account = new("--account")
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
        var command = new Command("create", "Makes a key and prints only the key. It is shown this once.") { name, scopes, test, expires, Account };
        return command.Runs(async (parsed, ct) =>
        {
            var now = clock.GetUtcNow();
            var wanted = Read(parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes));
            DateTimeOffset? until = parsed.GetValue(expires) is { } span ? now + Span(span) : null;
            var made = await CommandLine.With(parsed, db => db.Write(async s =>
            {
                var account = await FindAccount(s, parsed.GetRequiredValue(Account), now);
                return await KeyRows.Create(s, new NewKey(account.Id, wanted.Name, wanted.Scopes, parsed.GetValue(test), until), now);
            }, ct));
            Output.One(parsed.GetValue(CommandLine.Json), made, made.Secret, new("", "id", m => m.Id), new("", "key", m => m.Secret));
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
                new("STATE", "state", k => State(k, now)), new("EXPIRES", "expires_at", k => Shown.Time(k.ExpiresAt)), new("CREATED", "created_at", k => Shown.Time(k.CreatedAt)));
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
                var found = await KeyRows.Matching(s, wanted);
                if (found.Count != 1)
                    throw new CommandFault(found.Count == 0 ? "There is no such key. See: sendapi keys list" : $"{found.Count} keys fit. Give the id of one: {string.Join(", ", found.Select(k => k.Id))}");
                await KeyRows.Revoke(s, found[0].Id, clock.GetUtcNow());
                return found[0];
            }, ct));
            Output.One(parsed.GetValue(CommandLine.Json), revoked, $"Revoked {revoked.Name} ({revoked.Id}).", new("", "id", k => k.Id), new("", "name", k => k.Name));
        });
    }

    private static async Task<AccountRow> FindAccount(Session session, string nameOrId, DateTimeOffset now) =>
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
