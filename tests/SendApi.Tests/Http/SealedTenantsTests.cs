using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Http;
using SendApi.Tests.Docs;

namespace SendApi.Tests.Http;

/// <summary>Accounts are sealed off from each other: made from the routes themselves, so that no new one can forget it.</summary>
public sealed partial class SealedTenantsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Anothers_id_is_answered_just_as_one_that_does_not_exist(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var other = await app.Account("another");
        var (otherLive, otherTest) = (await app.Key("admin", isTest: false, account: other), await app.Key("admin", account: other));

        var withIds = Operations.Of(app.Services.GetRequiredService<EndpointDataSource>())
            // A phone is no account's own.
            .Where(o => o.Path.Contains('{') && !o.Path.Contains("{phone}", StringComparison.Ordinal) && !o.Path.StartsWith("/v1/admin/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(withIds);
        foreach (var operation in withIds)
        {
            var theirs = await Examples.Request(app, operation, otherLive, otherTest);
            var nobodys = await Examples.Request(app, operation, otherLive, otherTest, example => example.Replace("grace", "nobody", StringComparison.Ordinal));
            var mine = operation.NeedsLiveKey ? app.LiveKey : app.TestKey;

            var (anothers, unknown) = (await app.Send(theirs, mine), await app.Send(nobodys, mine));

            Assert.Equal(404, anothers.Status);
            Assert.Equal((unknown.Status, Plain(unknown.Text)), (anothers.Status, Plain(anothers.Text)));
            Assert.Equal(unknown.Headers.Keys.Order(), anothers.Headers.Keys.Order());
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Test_data_is_not_there_for_a_live_key_nor_live_data_for_a_test_key(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { LiveToSimulator = true });
        var (test, live) = (await app.SendSms("+447700900100"), await app.SendSms("+447700900100", key: app.LiveKey));
        await app.Suppress("+447700900101");

        Assert.Equal((404, 404), ((await app.Get($"/v1/sms/status/{test}", app.LiveKey)).Status, (await app.Get($"/v1/sms/status/{live}", app.TestKey)).Status));
        Assert.DoesNotContain(test, (await app.Get("/v1/sms/messages", app.LiveKey)).Text, StringComparison.Ordinal);
        Assert.Equal(201, (await app.Post("/v1/sms/send", """{"to": "+447700900101", "content": "Hello"}""", app.LiveKey)).Status);
    }

    /// <summary>The answer without what differs from request to request.</summary>
    private static string Plain(string text) => Different().Replace(text, "@");

    [GeneratedRegex("[a-z]+_[0-9A-HJKMNP-TV-Z]{26}|(grace|nobody)@")]
    private static partial Regex Different();
}
