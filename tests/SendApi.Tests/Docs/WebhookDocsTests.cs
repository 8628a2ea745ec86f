using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using SendApi.Core.Webhooks;
using SendApi.Server.Docs;
using SendApi.Server.Events;

namespace SendApi.Tests.Docs;

/// <summary>What the documentation says of events and their deliveries, tried out.</summary>
public sealed class WebhookDocsTests
{
    private static readonly byte[] Body = WebhookExample.Body(EventTypes.All[0]);

    [Fact]
    public async Task The_example_of_each_event_is_what_its_schema_says()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var document = JsonDocument.Parse(await app.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement;
        var check = new SchemaCheck(document);
        var told = document.GetProperty("webhooks");

        Assert.Equal(EventTypes.Names, told.EnumerateObject().Select(w => w.Name));
        foreach (var webhook in told.EnumerateObject())
        {
            var post = webhook.Value.GetProperty("post");
            var content = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
            Assert.Empty(check.Faults(content.GetProperty("schema"), content.GetProperty("example")));
            Assert.Equal(webhook.Name, content.GetProperty("example").GetProperty("event").GetString());
            Assert.NotEmpty(check.Faults(content.GetProperty("schema"), JsonDocument.Parse("""{"id": "evt", "event": "other", "timestamp": "", "data": {}}""").RootElement));
            Assert.Equal([WebhookSignature.Id, WebhookSignature.Timestamp, WebhookSignature.Standard, WebhookSignature.Plain], post.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!));
            Assert.Equal(["2XX", "410"], post.GetProperty("responses").EnumerateObject().Select(r => r.Name));
        }
    }

    [Fact]
    public async Task The_page_tells_of_every_event_with_its_fields_and_of_the_waits_as_they_are_set()
    {
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with
        {
            Configure = b =>
            {
                b.Logging.ClearProviders();
                b.Configuration["Webhooks:SwitchOffAfter"] = "3.00:00:00";
            },
        });
        var page = WebUtility.HtmlDecode(await app.Http.GetStringAsync("/docs/webhooks", TestContext.Current.CancellationToken));

        Assert.All(EventTypes.All, e => Assert.All([$"<h3><code>{e.Name}</code></h3>", .. JsonDocument.Parse(e.Example).RootElement.EnumerateObject().Select(m => $"<td><code>{m.Name}</code></td>")],
            part => Assert.Contains(part, page, StringComparison.Ordinal)));
        Assert.All(["5 seconds", "1 minute", "5 minutes", "30 minutes", "2 hours", "24 hours", "answers nothing well for 3 days", WebhookExample.Headers(EventTypes.Find("sms.delivered")!)[2].Value],
            part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Contains("href=\"/docs/webhooks\"", await app.Http.GetStringAsync("/docs", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node", "--input-type=module", "-e")]
    [InlineData("python3", "-c")]
    public async Task The_code_that_the_page_gives_tells_a_genuine_delivery_from_any_other(string program, params string[] arguments)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (good, old) = (Sent(now), Sent(now.AddMinutes(-6)));
        var forged = new Dictionary<string, string>(good) { [WebhookSignature.Standard] = "v1,AAAA " + old[WebhookSignature.Standard] };
        var both = new Dictionary<string, string>(good) { [WebhookSignature.Standard] = old[WebhookSignature.Standard] + " " + good[WebhookSignature.Standard] };
        var cases = JsonSerializer.Serialize(new[] { good, both, old, forged });
        var body = Convert.ToBase64String(Body);
        var code = program == "node"
            ? $"{VerifySamples.Node}\nconst body = Buffer.from('{body}', 'base64');\nconsole.log({cases}.map(h => isGenuine('{WebhookExample.Secret}', h, body)).join(' ').toLowerCase());"
            : $"{VerifySamples.Python}\nbody = base64.b64decode('{body}')\nprint(*[is_genuine('{WebhookExample.Secret}', h, body) for h in {cases}])";

        Assert.Equal("true true false false", (await Run(program, [.. arguments, code])).Trim().ToLowerInvariant());
    }

    [Fact]
    public void The_code_in_the_language_of_this_server_does_so_too()
    {
        var source = File.ReadAllLines(Repository.File("tests/SendApi.Tests/Docs/Verifier.cs")).Select(line => line.Trim());
        Assert.Contains(string.Join('\n', VerifySamples.CSharp.Split('\n').Select(line => line.Trim())), string.Join('\n', source), StringComparison.Ordinal);

        var now = TimeProvider.System.GetUtcNow();
        Assert.True(Ask(Sent(now)));
        Assert.False(Ask(Sent(now.AddMinutes(-6))));
        Assert.False(Ask(new(Sent(now)) { [WebhookSignature.Standard] = "v1,AAAA" }));
        Assert.False(Ask([]));

        static bool Ask(Dictionary<string, string> headers) =>
            Verifier.IsGenuine(WebhookExample.Secret, new HeaderDictionary(headers.ToDictionary(h => h.Key, h => new StringValues(h.Value))), Body);
    }

    private static Dictionary<string, string> Sent(DateTimeOffset at) =>
        WebhookSignature.Headers("evt_01J9ZK3V5T8W2Y4A6C8E0G2J4M", at, Body, [WebhookExample.Secret]).ToDictionary(h => h.Name, h => h.Value);

    private static async Task<string> Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        try
        {
            using var process = Process.Start(start)!;
            return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Assert.Skip($"{program} could not be started: {missing.Message}");
            throw;
        }
    }
}
