using System.Collections.Concurrent;
using System.Text.Json;
using SendApi.Connectors.Smpp;
using SendApi.Core.Sending;
using SendApi.Tests.Connectors.Smpp;

namespace SendApi.Tests.Strangers;

/// <summary>Our sender against an SMSC that we did not write: both ends of our own could agree on the same mistake.</summary>
public sealed class SmppStrangerTests
{
    [Fact]
    public async Task A_strangers_smsc_reads_our_texts_and_we_read_its_receipts()
    {
        await using var stranger = Stranger.Start("smsc.mjs");
        var port = (await stranger.Next("listening")).GetProperty("port").GetInt32();
        var receipts = new ConcurrentQueue<Receipt>();
        var sender = Given.Sender(Given.Options(port), sink: (receipt, _) =>
        {
            receipts.Enqueue(receipt);
            return Task.CompletedTask;
        });
        Assert.Equal(("shop", "secret"), Facts(await stranger.Next("bind"), "systemId", "text"));
        await Until.True(() => sender.Room > 0);

        var ids = new List<string>();
        foreach (var text in (string[])["Hello @ £10 {€}", "Привет, 你好 😀"])
        {
            ids.AddRange(await Accepted(sender, text));
            var submit = await stranger.Next("submit");
            Assert.Equal((text, "447700900123"), Facts(submit, "text", "to"));
            Assert.Equal(("Shop", ids[^1]), Facts(submit, "from", "id"));
        }

        ids.AddRange(await LongText(stranger, sender, Given.Long(400)));
        ids.AddRange(await LongText(stranger, sender, string.Concat(Enumerable.Repeat("Привет 😀 ", 20))));
        await Until.True(() => receipts.Count == ids.Count);
        Assert.Equal(ids.Order(), receipts.Select(receipt => receipt.ProviderId).Order());
        Assert.All(receipts, receipt => Assert.Equal(ReceiptState.Delivered, receipt.State));
        await sender.DisposeAsync();
        await stranger.Next("unbind");
    }

    [Fact]
    public async Task A_strangers_smsc_reads_a_text_in_one_payload()
    {
        await using var stranger = Stranger.Start("smsc.mjs");
        var port = (await stranger.Next("listening")).GetProperty("port").GetInt32();
        await using var sender = Given.Sender(Given.Options(port, ("long_messages", "payload")));
        await Until.True(() => sender.Room > 0);
        foreach (var text in (string[])[Given.Long(400), string.Concat(Enumerable.Repeat("Привет 😀 ", 20))])
        {
            Assert.Single(await Accepted(sender, text));
            Assert.Equal(text, (await stranger.Next("submit")).GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task A_long_text_of_a_strangers_smsc_arrives_whole()
    {
        await using var stranger = Stranger.Start("inbound.mjs");
        var listening = await stranger.Next("listening");
        await using var app = await TestApp.Run(Engines.Sqlite);
        await app.AddProvider(listening.GetProperty("port").GetInt32());

        for (var part = 0; part < 4; part++)
            Assert.Equal(0, (await stranger.Next("confirmed")).GetProperty("status").GetInt32());
        var text = Assert.Single((await app.Get("/v1/sms/inbound", app.LiveKey)).Json.GetProperty("data").EnumerateArray());
        Assert.Equal(("+447700900010", "+447700900042"), Facts(text, "from", "to"));
        Assert.Equal((listening.GetProperty("text").GetString(), 4), (text.GetProperty("content").GetString(), text.GetProperty("parts").GetInt32()));
    }

    [Fact]
    public async Task A_strangers_smsc_answers_a_probe()
    {
        await using var stranger = Stranger.Start("smsc.mjs");
        var port = (await stranger.Next("listening")).GetProperty("port").GetInt32();
        var result = await SmppProbe.Run(Given.Options(port), Given.Around(), CancellationToken.None).Soon();
        Assert.True(result.Good, result.Words);
        Assert.Contains("'stranger'", result.Words);
    }

    private static async Task<IReadOnlyList<string>> LongText(Stranger stranger, SmppSender sender, string text)
    {
        var ids = await Accepted(sender, text);
        Assert.True(ids.Count > 1);
        var read = "";
        for (var i = 1; i <= ids.Count; i++)
        {
            var submit = await stranger.Next("submit");
            read += submit.GetProperty("text").GetString();
            Assert.EndsWith($"{ids.Count:x2}{i:x2}", submit.GetProperty("udh").GetString());
        }

        Assert.Equal(text, read);
        return ids;
    }

    private static async Task<IReadOnlyList<string>> Accepted(SmppSender sender, string text) =>
        Assert.IsType<SendOutcome.Accepted>(await sender.Send(Given.Message(text, "+447700900123"), CancellationToken.None).Soon()).ProviderIds;

    private static (string?, string?) Facts(JsonElement happened, string first, string second) =>
        (happened.GetProperty(first).GetString(), happened.GetProperty(second).GetString());
}
