using SendApi.Core.Webhooks;
using SendApi.Tests.Events;

namespace SendApi.Tests.Processes;

public sealed class ListenCommandTests
{
    [Fact]
    public async Task Events_are_printed_and_passed_on_signed_with_the_secret_that_was_told()
    {
        await using var receiver = await Receiver.Start();
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await server.Start();
        var key = await server.Key("--test");
        await using var listening = server.Command("listen", "--forward", receiver.Url + "/hook", "--events", "sms.*", "--url", server.Url.ToString(), "--key", key);
        await Eventually.IsTrue(() => Task.FromResult(listening.Tail().Contains("Listening for sms.*", StringComparison.Ordinal)), listening.Tail);
        var secret = listening.Tail().Split(' ').First(w => w.StartsWith(WebhookSecret.Prefix, StringComparison.Ordinal)).TrimEnd('.');

        var sent = await server.SendSms(key, "Hello");
        var (first, second) = (await listening.NextLine(TestContext.Current.CancellationToken), await listening.NextLine(TestContext.Current.CancellationToken));

        Assert.Matches(@"^\d\d:\d\d:\d\d  sms\.sent +evt_\w+  -> 200 \(\d+ ms\)$", first);
        Assert.Matches(@"^\d\d:\d\d:\d\d  sms\.delivered +evt_\w+  -> 200 \(\d+ ms\)$", second);
        Assert.All(receiver.All, r =>
        {
            Assert.Equal(sent.Data("id"), r.Subject);
            var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(r.Headers["webhook-timestamp"]));
            Assert.All(WebhookSignature.Headers(r.Id, at, r.Body, [secret]), h => Assert.Equal(h.Value, r.Headers[h.Name.ToLowerInvariant()]));
        });
    }

    [Fact]
    public async Task Without_a_key_or_with_a_wrong_one_it_says_what_to_do()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        await server.Start();
        var key = await server.Must("keys", "create", "--name", "narrow", "--scopes", "sms:read", "--test");

        var none = await server.Run("listen", "--url", server.Url.ToString());
        Assert.Equal((1, true), (none.Code, none.Error.Contains("Which key?", StringComparison.Ordinal)));
        var wrong = await server.Run("listen", "--url", server.Url.ToString(), "--key", key);
        Assert.Equal((1, true), (wrong.Code, wrong.Error.Contains("4030: This endpoint needs the scope 'webhooks:read'", StringComparison.Ordinal)));
        var nobody = await server.Run("listen", "--url", "http://127.0.0.1:9", "--key", key);
        Assert.Equal((1, true), (nobody.Code, nobody.Error.Contains("http://127.0.0.1:9 cannot be reached", StringComparison.Ordinal)));
    }
}
