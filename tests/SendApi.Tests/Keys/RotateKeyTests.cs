namespace SendApi.Tests.Keys;

public sealed class RotateKeyTests
{
    private const string Keys = "/v1/api-keys";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_rotated_key_works_on_for_the_overlap_and_its_successor_may_do_the_same(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var old = await app.Post(Keys, """{"name": "billing", "scopes": ["sms:read"], "networks": ["127.0.0.0/8"], "spend_limit": "5", "recipient_limit": 7, "is_test": true}""", app.LiveKey);

        var made = await app.Post($"{Keys}/{old.Data("id")}/rotation", null, app.LiveKey);

        Assert.Equal((201, $"{Keys}/{made.Data("id")}"), (made.Status, made.Headers["Location"]));
        foreach (var same in (string[])["name", "scopes", "is_test", "networks", "spend_limit", "recipient_limit", "expires_at"])
            Assert.Equal(old.Data(same), made.Data(same));
        var before = await app.Get($"{Keys}/{old.Data("id")}", app.LiveKey);
        Assert.Equal(("2026-03-10T14:30:00Z", made.Data("id"), "active"), (before.Data("expires_at"), before.Data("replaced_by"), before.Data("state")));

        app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await app.Get("/v1/sms/messages", old.Data("key"))).Status);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(4013, (await app.Get("/v1/sms/messages", old.Data("key"))).Code);
        Assert.Equal(200, (await app.Get("/v1/sms/messages", made.Data("key"))).Status);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_lifetime_begins_anew_and_an_overlap_never_makes_it_longer(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var old = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"], "expires_at": "2026-03-09T16:30:00Z"}""", app.LiveKey);
        app.Clock.Advance(TimeSpan.FromHours(1));

        var made = await app.Post($"{Keys}/{old.Data("id")}/rotation", """{"overlap_seconds": 86400}""", app.LiveKey);

        Assert.Equal("2026-03-09T17:30:00Z", made.Data("expires_at"));
        Assert.Equal("2026-03-09T16:30:00Z", (await app.Get($"{Keys}/{old.Data("id")}", app.LiveKey)).Data("expires_at"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Without_an_overlap_the_old_key_ends_within_a_second_and_can_not_be_rotated_again(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var old = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"]}""", app.LiveKey);
        var path = $"{Keys}/{old.Data("id")}/rotation";

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Post(path, """{"overlap_seconds": 0}""", app.LiveKey)));
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        var made = Assert.Single(replies, r => r.Status == 201);
        Assert.All(replies.Where(r => r != made), r => Assert.Equal((409, 4090), (r.Status, r.Code)));
        Assert.Contains(made.Data("id"), replies.First(r => r != made).Message, StringComparison.Ordinal);
        Assert.Equal(4013, (await app.Get("/v1/sms/messages", old.Data("key"))).Code);
        Assert.Equal(4, (await app.Get(Keys, app.LiveKey)).Json.GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("{\"overlap_seconds\": -1}", 422)]
    [InlineData("{\"overlap_seconds\": 2592001}", 422)]
    [InlineData("{\"overlap_seconds\": \"long\"}", 400)]
    public async Task An_overlap_that_cannot_be_is_4000_with_its_field(string body, int status)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var old = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"]}""", app.LiveKey);

        var reply = await app.Post($"{Keys}/{old.Data("id")}/rotation", body, app.LiveKey);

        Assert.Equal((status, 4000), (reply.Status, reply.Code));
        Assert.Equal(["overlap_seconds"], reply.Fields);
        Assert.Equal("", (await app.Get($"{Keys}/{old.Data("id")}", app.LiveKey)).Data("replaced_by"));
    }

    [Fact]
    public async Task A_revoked_or_expired_key_cannot_be_rotated()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var revoked = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"]}""", app.LiveKey);
        var expired = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"], "expires_at": "2026-03-09T14:31:00Z"}""", app.LiveKey);
        await app.Send(new HttpRequestMessage(HttpMethod.Delete, $"{Keys}/{revoked.Data("id")}"), app.LiveKey);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("revoked", (await app.Post($"{Keys}/{revoked.Data("id")}/rotation", null, app.LiveKey)).Message, StringComparison.Ordinal);
        Assert.Contains("expired", (await app.Post($"{Keys}/{expired.Data("id")}/rotation", null, app.LiveKey)).Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_repeated_rotation_makes_one_key(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var old = await app.Post(Keys, """{"name": "k", "scopes": ["sms:read"]}""", app.LiveKey);

        var first = await app.Post($"{Keys}/{old.Data("id")}/rotation", null, app.LiveKey, "one");
        var again = await app.Post($"{Keys}/{old.Data("id")}/rotation", null, app.LiveKey, "one");

        Assert.Equal((201, 201, first.Data("id")), (first.Status, again.Status, again.Data("id")));
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
    }
}
