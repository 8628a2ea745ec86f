using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Connectors.Http;
using SendApi.Connectors.Twilio;
using SendApi.Core.Sending;
using SendApi.Server.Callbacks;
using SendApi.Tests.Connectors.Http;
using SendApi.Tests.Connectors.Smpp;
using SendApi.Tests.Connectors.Twilio;
using SendApi.Tests.Outbound;

namespace SendApi.Tests.Callbacks;

public sealed class CallbackTests
{
    private const string Receipts = "/callbacks/twilio/main/receipts", Inbound = "/callbacks/twilio/main/inbound";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_is_delivered_by_its_providers_signed_call_and_a_forged_one_changes_nothing(string engine)
    {
        await using var twilio = new Receiver(Recorded.Answer(201, """{"sid": "SM1", "status": "queued"}"""));
        await using var app = await TestApp.Run(engine, o => o with { Configure = TestApp.Setting("Callbacks:PublicUrl", "https://sms.example.com/") });
        await app.AddProviderToStore("twilio", "main", TwilioTests.Settings($"http://127.0.0.1:{twilio.Port}"));
        var id = await Send(app);
        await app.Until(id, "sent", app.LiveKey);
        Assert.Contains("StatusCallback=https%3A%2F%2Fsms.example.com%2Fcallbacks%2Ftwilio%2Fmain%2Freceipts", Assert.Single(twilio.Requests), StringComparison.Ordinal);

        var forged = await Call(app, Receipts, "MessageSid=SM1&MessageStatus=delivered", token: "guessed");
        Assert.Equal((401, 4011), (forged.Status, forged.Code));
        Assert.Equal("sent", (await app.Get($"/v1/sms/status/{id}", app.LiveKey)).Data("status"));

        Assert.Equal(204, (await Call(app, Receipts, "MessageSid=SM1&MessageStatus=delivered")).Status);
        Assert.Equal("delivered", (await app.Get($"/v1/sms/status/{id}", app.LiveKey)).Data("status"));
        Assert.Equal(204, (await Call(app, Receipts, "MessageSid=SM1&MessageStatus=failed&ErrorCode=30008")).Status);
        Assert.Equal("delivered", (await app.Get($"/v1/sms/status/{id}", app.LiveKey)).Data("status"));
    }

    [Fact]
    public async Task What_is_sent_to_us_is_confirmed_only_when_it_was_taken()
    {
        var (taken, fails) = (new List<InboundText>(), true);
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with
        {
            Configure = builder =>
            {
                TestApp.Setting("Callbacks:PublicUrl", "https://sms.example.com")(builder);
                builder.Services.AddSingleton(new CarrierSinks((_, _) => Task.CompletedTask, (text, _) =>
                {
                    if (fails)
                        throw new IOException("The disk is full.");
                    taken.Add(text);
                    return Task.CompletedTask;
                }));
            },
        });
        await app.AddProviderToStore("twilio", "main", TwilioTests.Settings("http://127.0.0.1:9"));
        const string body = "MessageSid=SM7&From=%2B447700900001&To=60777&Body=STOP";

        Assert.Equal(500, (await Call(app, Inbound, body)).Status);
        fails = false;
        var answer = await Call(app, Inbound, body);

        Assert.Equal((200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>"), (answer.Status, answer.Text));
        Assert.Equal(("60777", "STOP"), (Assert.Single(taken).To, taken[0].Content));
    }

    [Fact]
    public async Task A_call_for_nobody_without_proof_or_too_large_is_refused()
    {
        // On a node that only takes requests, too.
        await using var app = await TestApp.Run(Engines.Sqlite, o => o with { Worker = false, Configure = TestApp.Setting("Callbacks:PublicUrl", "https://sms.example.com") });
        await app.AddProviderToStore("twilio", "main", TwilioTests.Settings("http://127.0.0.1:9"));

        Assert.Equal(204, (await Call(app, Receipts, "MessageSid=SM1&MessageStatus=delivered")).Status);
        Assert.Equal((404, 4044), Refusal(await Call(app, "/callbacks/twilio/other/receipts", "MessageSid=SM1")));
        Assert.Equal((404, 4044), Refusal(await Call(app, "/callbacks/smpp/main/receipts", "MessageSid=SM1")));
        Assert.Equal((404, 4044), Refusal(await Call(app, "/callbacks/twilio/main/gossip", "MessageSid=SM1")));
        Assert.Equal((405, 4050), Refusal(await app.Delete(Receipts, "")));
        Assert.Equal((401, 4011), Refusal(await app.Get(Receipts, "")));
        Assert.Equal((400, 4000), Refusal(await Call(app, Receipts, "MessageStatus=delivered")));
        Assert.Equal((413, 4130), Refusal(await Call(app, Receipts, new string('x', 300_000))));
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var caller = new TcpClient();
        await caller.ConnectAsync(app.Http.BaseAddress!.Host, app.Http.BaseAddress.Port);
        var stream = caller.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Receipts} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nMessage"));

        var line = new StreamReader(stream).ReadLineAsync();
        await Until.True(() => line.IsCompleted, app.Clock, TimeSpan.FromSeconds(1));

        Assert.StartsWith("HTTP/1.1 400", await line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sms.example.com")]
    [InlineData("ftp://sms.example.com")]
    [InlineData("https://sms.example.com/?a=b")]
    public void An_address_that_nobody_could_call_is_refused_at_the_start(string url) =>
        Assert.Contains("Callbacks:PublicUrl", Assert.Throws<InvalidSetting>(new CallbackOptions { PublicUrl = url }.Check).Message, StringComparison.Ordinal);

    private static (int, int) Refusal(Reply reply) => (reply.Status, reply.Code);

    /// <summary>Sends with the live key as soon as the provider is followed.</summary>
    private static async Task<string> Send(TestApp app)
    {
        Reply? sent = null;
        await Eventually.IsTrue(async () => (sent = await app.Post("/v1/sms/send", """{"to": "+447700900100", "content": "Hello", "sender_id": "Shop"}""", app.LiveKey)).Status == 201, () => sent?.Text ?? "", app.Clock);
        return sent!.Data("id");
    }

    private static Task<Reply> Call(TestApp app, string path, string body, string token = "token")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add(TwilioCallbacks.SignatureHeader, TwilioCallbacks.Sign(token, "https://sms.example.com" + path, FormText.Read(body)!));
        return app.Send(request);
    }
}
