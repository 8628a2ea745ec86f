using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Server.Http;

namespace SendApi.Tests.Accounts;

/// <summary>Who may manage the accounts of an installation: found from the routes themselves, so that a new one is tested from its first day.</summary>
public sealed class OperatorTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Every_admin_route_is_for_live_admin_keys_of_the_operators_account_alone(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var shop = await app.Account("shop");
        var strangers = new[] { await app.Key("admin", isTest: false, account: shop), await app.Key("admin", account: shop), app.TestKey };
        var scopeless = await app.Key("account:read,sms:write", isTest: false);
        var routes = Operations.Of(app.Services.GetRequiredService<EndpointDataSource>()).Where(o => o.Path.StartsWith("/v1/admin/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            var path = route.Path.Replace("{id}", shop, StringComparison.Ordinal).Replace("{name}", "Starter", StringComparison.Ordinal).Replace("{number}", "+447800000001", StringComparison.Ordinal);
            Assert.DoesNotContain('{', path);
            foreach (var key in strangers)
            {
                var refused = await app.Send(new HttpRequestMessage(new HttpMethod(route.Method), path), key);
                Assert.Equal((403, 4030), (refused.Status, refused.Code));
                Assert.Contains("for the operator of this server", refused.Message, StringComparison.Ordinal);
            }

            var unscoped = await app.Send(new HttpRequestMessage(new HttpMethod(route.Method), path), scopeless);
            Assert.Equal((4030, "admin"), (unscoped.Code, unscoped.Error.GetProperty("required_scope").GetString()));
            Assert.NotEqual(403, (await app.Send(new HttpRequestMessage(new HttpMethod(route.Method), path), app.LiveKey)).Status);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_operators_account_can_be_renamed_but_neither_suspended_nor_put_on_trial_and_its_name_is_nobody_elses(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var own = $"/v1/admin/accounts/{app.AccountId}";

        Assert.Equal((409, 4090), Code(await app.Patch(own, """{"suspended": true}""", app.LiveKey)));
        Assert.Equal((409, 4090), Code(await app.Patch(own, """{"subscription": "canceled"}""", app.LiveKey)));
        var renamed = await app.Patch(own, """{"name": "headquarters"}""", app.LiveKey);
        Assert.Equal(("headquarters", "active", "True"), (renamed.Data("name"), renamed.Data("subscription"), renamed.Data("is_operator")));

        var taken = await app.Post("/v1/admin/accounts", """{"name": "Default"}""", app.LiveKey);
        Assert.Equal((422, 4000), Code(taken));
        Assert.Equal(["name"], taken.Fields);
        // Who says 'default' still means it, and no second operator comes into being.
        var found = await app.Db.Write(s => Server.Accounts.AccountRows.Find(s, "default", app.Clock.GetUtcNow()), default);
        Assert.Equal((app.AccountId, "headquarters"), (found!.Id, found.Name));
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM accounts WHERE is_operator = 1"), default));
    }

    private static (int, int) Code(Reply reply) => (reply.Status, reply.Code);
}
