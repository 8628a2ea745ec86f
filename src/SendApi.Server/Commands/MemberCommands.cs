using System.CommandLine;
using SendApi.Core;
using SendApi.Server.People;

namespace SendApi.Server.Commands;

/// <summary>sendapi members list|link: the way in for an operator who lost his.</summary>
internal static class MemberCommands
{
    public static Command Make(TimeProvider clock)
    {
        var group = new Command("members", "The people of an account: who they are, and links by which they join or set another password.");
        group.Subcommands.Add(List(clock));
        group.Subcommands.Add(Link(clock));
        return group;
    }

    private static Command List(TimeProvider clock) => new Command("list", "Lists the people of an account. Who has joined can sign in.") { KeyCommands.Account }.Runs(async (parsed, ct) =>
    {
        var rows = await CommandLine.With(parsed, db => db.Write(async s =>
            await MemberRows.List(s, (await KeyCommands.FindAccount(s, parsed.GetRequiredValue(KeyCommands.Account), clock.GetUtcNow())).Id), ct));
        Output.List(parsed.GetValue(CommandLine.Json), rows, "Nobody yet. Make a link with: sendapi members link ada@example.com",
            new("EMAIL", "email", m => m.Email), new("ROLE", "role", m => m.Role),
            new("ADDED", "created_at", m => Shown.Time(m.CreatedAt)), new("JOINED", "joined_at", m => Shown.Time(m.JoinedAt)));
    });

    private static Command Link(TimeProvider clock)
    {
        var email = new Argument<string>("email") { Description = "The person's email address. Nothing is sent to it.", HelpName = "EMAIL" };
        var role = new Option<string>("--role") { Description = "What a person is who is no member yet.", DefaultValueFactory = _ => MemberRoles.Owner, HelpName = "ROLE" };
        role.AcceptOnlyFromAmong([.. MemberRoles.All]);
        var command = new Command("link", "Makes a link by which a person sets a password, and prints only its path. It is shown this once, works once and for 72 hours, and puts what was before out of force: "
            + "the password, two-factor, all sign-ins. Who is no member of the account becomes one.")
        {
            email, role, KeyCommands.Account,
        };
        return command.Runs(async (parsed, ct) =>
        {
            var now = clock.GetUtcNow();
            var person = EmailAddress.Parse(parsed.GetRequiredValue(email), "email");
            var made = await CommandLine.With(parsed, db => db.Write(async s =>
            {
                var account = (await KeyCommands.FindAccount(s, parsed.GetRequiredValue(KeyCommands.Account), now)).Id;
                await MemberRows.Hold(s, account);
                await MemberRows.Add(s, account, person, parsed.GetRequiredValue(role), now);
                if ((await MemberRows.List(s, account)).Count > MemberRows.Most)
                    throw new CommandFault($"An account has at most {MemberRows.Most} members.");
                return await InviteMember.Invite(s, account, person.Value, mayReset: true, now);
            }, ct));
            Output.One(parsed.GetValue(CommandLine.Json), made, made.Path ?? "",
                new("", "email", m => m.Email), new("", "token", m => m.Token), new("", "path", m => m.Path), new("", "expires_at", m => Core.Shown.Time(m.ExpiresAt)));
        });
    }
}
