using SendApi.Server.Http;

namespace SendApi.Tests.People;

/// <summary>How often the keys of a sign-in may call: pages that renew themselves read more than a plan gives to programs.</summary>
public sealed class PaceTests
{
    [Theory]
    [InlineData(Engines.Sqlite)]
    [InlineData(Engines.Postgres)]
    public async Task A_person_reads_more_often_than_a_small_plan_gives_to_programs_and_changes_as_often(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var account = await app.Account("small", "Starter");
        var joined = await Persons.Join(app, "ada@example.com", key: await app.Key("admin", isTest: false, account: account));

        var read = await app.Get("/v1/account", joined.Data("live_key"));
        var changed = await app.Post("/v1/account/members", "{}", joined.Data("live_key"));
        var programs = await app.Get("/v1/account", await app.Key("admin", isTest: false, account: account));

        Assert.Equal(($"{RateLimits.ReadsOfPeople}", "60", "60"), (read.Headers["X-RateLimit-Limit"], changed.Headers["X-RateLimit-Limit"], programs.Headers["X-RateLimit-Limit"]));
        Assert.Equal($"{RateLimits.ReadsOfPeople - 1}", read.Headers["X-RateLimit-Remaining"]);
    }
}
