using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.People;
using static SendApi.Tests.People.Persons;

namespace SendApi.Tests.People;

/// <summary>Who guesses is slowed down, and takes no more of the server than it can spare.</summary>
public sealed class GuessingTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task From_the_fifth_wrong_attempt_on_there_are_longer_and_longer_waits_also_for_the_right_password(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Join(app, "ada@example.com");
        foreach (var email in (string[])["ada@example.com", "nobody@example.com"])
        {
            for (var i = 0; i < 4; i++)
                Assert.Equal((401, 4011), Code(await SignIn(app, email, "wrong")));
            foreach (var minutes in (int[])[1, 2, 4, 8, 15, 15])
            {
                Assert.Equal((401, 4011), Code(await SignIn(app, email, "wrong")));
                var refused = await SignIn(app, email);
                Assert.Equal((429, 4029, 60 * minutes), (refused.Status, refused.Code, refused.Error.GetProperty("retry_after").GetInt32()));
                Assert.Equal($"{60 * minutes}", refused.Headers["Retry-After"]);
                app.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
                Assert.Equal((429, 4029), Code(await SignIn(app, email)));
                app.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Equal(201, (await SignIn(app, "ada@example.com")).Status);
        for (var i = 0; i < 5; i++)
            Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com", "wrong")));
        Assert.Equal((429, 4029), Code(await SignIn(app, "ada@example.com")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_many_attempts_in_one_moment_no_more_are_looked_at_than_one_after_the_other(string engine)
    {
        await using var app = await TestApp.Run(engine);
        await Join(app, "ada@example.com");

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SignIn(app, "ada@example.com", $"wrong {i}")));
        Assert.Equal((5, 15), (replies.Count(r => r.Code == 4011), replies.Count(r => r.Code == 4029)));

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => SignIn(app, "ada@example.com", $"wrong {i}")));
        Assert.Equal((1, 9), (replies.Count(r => r.Code == 4011), replies.Count(r => r.Code == 4029)));
    }

    [Fact]
    public async Task Another_node_knows_of_the_wrong_attempts_and_one_that_starts_later_too()
    {
        await using var first = await TestApp.Run(Engines.Postgres);
        await Join(first, "ada@example.com");
        for (var i = 0; i < 5; i++)
            await SignIn(first, "ada@example.com", "wrong");

        await using var second = await TestApp.Run(first.Location, o => o with { Worker = false });

        Assert.Equal((429, 4029), Code(await SignIn(second, "ada@example.com")));
    }

    [Fact]
    public async Task No_address_stands_in_the_list_of_wrong_attempts_and_old_ones_are_forgotten()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        for (var i = 0; i < 5; i++)
            await SignIn(app, "many@example.com", "wrong");
        await SignIn(app, "few@example.com", "wrong");
        var addresses = await app.Db.Read(s => s.Query<string>("SELECT address FROM sign_in_failures"), default);
        Assert.Equal(2, addresses.Count);
        Assert.All(addresses, a => Assert.Matches("^[0-9a-f]{64}$", a));

        app.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.IsTrue(async () => await Left(app) == 1, clock: app.Clock);
        app.Clock.Advance(TimeSpan.FromHours(23));
        await Eventually.IsTrue(async () => await Left(app) == 0, clock: app.Clock);
    }

    [Fact]
    public async Task Who_cannot_be_looked_at_within_two_seconds_is_told_to_come_again_and_it_counts_as_no_attempt()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await Join(app, "ada@example.com");
        var passwords = app.Services.GetRequiredService<Passwords>();
        var places = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => passwords.Enter(default)));

        Reply? refused = null;
        var waiting = SignIn(app, "ada@example.com");
        await Eventually.IsTrue(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(500));
            refused = waiting.IsCompleted ? await waiting : null;
            return refused is not null;
        });

        Assert.Equal((503, 5030, "2"), (refused!.Status, refused.Code, refused.Headers["Retry-After"]));
        Assert.Equal(0, await Left(app));
        foreach (var place in places)
            place.Dispose();
        Assert.Equal(201, (await SignIn(app, "ada@example.com")).Status);
    }

    private static Task<long> Left(TestApp app) => app.Db.Read(s => s.Number("SELECT COUNT(*) FROM sign_in_failures"), default);
}
