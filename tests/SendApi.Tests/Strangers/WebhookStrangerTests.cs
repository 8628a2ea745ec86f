using System.Text;
using System.Text.Json;
using SendApi.Core.Webhooks;

namespace SendApi.Tests.Strangers;

/// <summary>The headers we sign, before the library that a receiver would verify them with.</summary>
public sealed class WebhookStrangerTests
{
    private const string Body = """{"id":"evt_1","event":"sms.delivered","data":{"text":"Привет 😀"}}""";

    [Fact]
    public async Task A_strangers_library_verifies_what_we_sign_and_nothing_that_was_changed()
    {
        await using var stranger = Stranger.Start("verify.mjs", "standardwebhooks");
        string newest = WebhookSecret.Make(), oldest = WebhookSecret.Make(), other = WebhookSecret.Make();
        // It compares the timestamp with the clock of its machine.
        var now = TimeProvider.System.GetUtcNow();

        await stranger.Tell(string.Join('\n',
        [
            Delivery(newest, Body, Headers(now, newest)),
            Delivery(newest, Body, Headers(now, newest, oldest)),
            Delivery(oldest, Body, Headers(now, newest, oldest)),
            Delivery(newest, Body.Replace("sms.delivered", "sms.failed", StringComparison.Ordinal), Headers(now, newest)),
            Delivery(other, Body, Headers(now, newest, oldest)),
            Delivery(newest, Body, Headers(now - TimeSpan.FromMinutes(10), newest)),
        ]) + "\n");

        for (var i = 0; i < 3; i++)
        {
            var verified = await stranger.Next();
            Assert.Equal("verified", verified.GetProperty("event").GetString());
            Assert.Equal("Привет 😀", verified.GetProperty("read").GetProperty("data").GetProperty("text").GetString());
        }

        foreach (var why in (string[])["No matching signature", "No matching signature", "timestamp too old"])
        {
            var refused = await stranger.Next();
            Assert.Equal("refused", refused.GetProperty("event").GetString());
            Assert.Contains(why, refused.GetProperty("why").GetString(), StringComparison.Ordinal);
        }
    }

    private static string Delivery(string secret, string body, IReadOnlyDictionary<string, string> headers) => JsonSerializer.Serialize(new { secret, body, headers });

    private static Dictionary<string, string> Headers(DateTimeOffset at, params string[] secrets) =>
        WebhookSignature.Headers("evt_1", at, Encoding.UTF8.GetBytes(Body), secrets).ToDictionary(h => h.Name, h => h.Value);
}
