using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static SendApi.Tests.People.Persons;

namespace SendApi.Tests.People;

public sealed class PasswordTests
{
    private const string Path = Current + "/password", New = "a staple in the dark";

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_password_ends_all_other_sign_ins_and_the_old_one_opens_nothing(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var other = (await Join(app, "ada@example.com")).Data("live_key");
        var mine = await SignIn(app, "ada@example.com");

        var changed = await app.Post(Path, Change(Password, New), mine.Data("test_key"));

        Assert.Equal((200, mine.Data("id")), (changed.Status, changed.Data("id")));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, 4012), Code(await app.Get(Current, other)));
        Assert.Equal(200, (await app.Get(Current, mine.Data("live_key"))).Status);
        Assert.Equal((401, 4011), Code(await SignIn(app, "ada@example.com")));
        Assert.Equal(201, (await SignIn(app, "ada@example.com", New)).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_wrong_present_password_is_4000_and_counts_as_a_wrong_attempt(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var key = (await Join(app, "ada@example.com")).Data("live_key");

        for (var i = 0; i < 5; i++)
        {
            var refused = await app.Post(Path, Change("wrong", New), key);
            Assert.Equal((422, 4000), Code(refused));
            Assert.Equal(["current_password"], refused.Fields);
        }

        Assert.Equal((429, 4029), Code(await app.Post(Path, Change(Password, New), key)));
        Assert.Equal((429, 4029), Code(await SignIn(app, "ada@example.com")));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await app.Post(Path, Change(Password, New), key)).Status);
    }

    [Theory]
    [InlineData(null, null, "current_password", "new_password")]
    [InlineData(Password, "123456789", "new_password")]
    [InlineData(Password, "ADA@example.com", "new_password")]
    public async Task A_password_that_may_not_be_is_refused(string? current, string? wanted, params string[] fields)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var key = (await Join(app, "ada@example.com")).Data("live_key");

        var refused = await app.Post(Path, Change(current, wanted), key);

        Assert.Equal((422, 4000), Code(refused));
        Assert.Equal(fields, refused.Fields);
        Assert.Equal(201, (await SignIn(app, "ada@example.com")).Status);
    }

    [Fact]
    public async Task Ten_to_two_hundred_characters_are_taken()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var key = (await Join(app, "ada@example.com", password: "1234567890")).Data("live_key");
        var longest = new string('x', 200);

        Assert.Equal(["new_password"], (await app.Post(Path, Change("1234567890", longest + "x"), key)).Fields);
        Assert.Equal(200, (await app.Post(Path, Change("1234567890", longest), key)).Status);
        Assert.Equal(201, (await SignIn(app, "ada@example.com", longest)).Status);
    }

    [Fact]
    public async Task An_old_hash_is_replaced_by_one_that_costs_more_when_its_person_signs_in()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        await Join(app, "ada@example.com");
        var cheap = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = 100 }));
        await app.Db.Write(s => s.Execute("UPDATE people SET password = @hash", new { hash = cheap.HashPassword("ada@example.com", Password) }), default);

        var before = await Hash(app);
        Assert.Equal(201, (await SignIn(app, "ada@example.com")).Status);
        var after = await Hash(app);
        Assert.Equal(201, (await SignIn(app, "ada@example.com")).Status);

        Assert.NotEqual(before, after);
        Assert.Equal(after, await Hash(app));
    }

    [Fact]
    public async Task A_server_that_no_test_has_hurried_hashes_as_often_as_it_should()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Configure = builder => builder.Logging.ClearProviders() });
        await Join(app, "ada@example.com");

        // The form of Identity's third version: a mark, the function, the count of iterations, each but the mark in four bytes.
        var hash = Convert.FromBase64String((await Hash(app))!);
        Assert.Equal((1, 2u, 210_000u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5))));
    }

    private static Task<string?> Hash(TestApp app) => app.Db.Read(s => s.First<string>("SELECT password FROM people"), default);

    private static string Change(string? current, string? wanted) =>
        System.Text.Json.JsonSerializer.Serialize(new { current_password = current, new_password = wanted });
}
