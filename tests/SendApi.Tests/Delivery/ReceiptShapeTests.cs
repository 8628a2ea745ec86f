using Microsoft.Extensions.DependencyInjection;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Delivery;

/// <summary>Each shape in which a carrier may tell what became of a text.</summary>
public sealed class ReceiptShapeTests
{
    /// <summary>What the carrier answered to the submit, the receipts in their order, and the status that the message must have. "early" receipts come before the answer.</summary>
    public static TheoryData<string, string[], string[], string> Shapes => new()
    {
        { "the same id", ["a-1"], ["a-1 DELIVRD"], "delivered" },
        { "another case", ["00AF"], ["00af DELIVRD"], "delivered" },
        { "leading zeros that the receipt lacks", ["000123"], ["123 DELIVRD"], "delivered" },
        { "leading zeros that only the receipt has", ["123"], ["0000000123 DELIVRD"], "delivered" },
        { "before the answer", ["b-1"], ["early b-1 DELIVRD"], "delivered" },
        { "before the answer and in another case", ["00BF"], ["early bf DELIVRD"], "delivered" },
        { "twice", ["c-1"], ["c-1 DELIVRD", "c-1 DELIVRD"], "delivered" },
        { "undelivered after delivered", ["d-1"], ["d-1 DELIVRD", "d-1 UNDELIV"], "delivered" },
        { "delivered after undelivered", ["e-1"], ["e-1 UNDELIV", "e-1 DELIVRD"], "undelivered" },
        { "on its way, then delivered", ["f-1"], ["f-1 ENROUTE", "f-1 DELIVRD"], "delivered" },
        { "only on its way", ["g-1"], ["g-1 ACCEPTD"], "sent" },
        { "the network does not know", ["h-1"], ["h-1 UNKNOWN"], "sent" },
        { "rejected", ["i-1"], ["i-1 REJECTD"], "failed" },
        { "two parts, both delivered", ["j-1", "j-2"], ["j-2 DELIVRD", "j-1 DELIVRD"], "delivered" },
        { "two parts, one of them told of", ["k-1", "k-2"], ["k-1 DELIVRD"], "sent" },
        { "two parts, one not delivered", ["l-1", "l-2"], ["l-1 DELIVRD", "l-2 UNDELIV"], "undelivered" },
        { "two parts, one told of before the answer", ["m-1", "m-2"], ["early m-2 DELIVRD", "m-1 DELIVRD"], "delivered" },
        { "two parts under one id", ["n-1", "n-1"], ["n-1 DELIVRD"], "delivered" },
        { "an id that nobody knows", ["o-1"], ["o-2 DELIVRD"], "sent" },
    };

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_shape_of_receipt_finds_its_message(string engine)
    {
        await using var app = await TestApp.Run(engine, o => o with { Worker = false });
        foreach (var (shape, answered, receipts, status) in Shapes.Select(s => s.Data))
        {
            var id = await app.SendSms("+447700900000", shape);
            await Play(app, id, answered, receipts);
            Assert.True(status == (await app.Get($"/v1/sms/status/{id}")).Data("status"), $"{shape}: {(await app.Get($"/v1/sms/status/{id}")).Text}");
        }

        // Only what nobody knows is kept.
        Assert.Equal(["o-2"], await app.Db.Read(s => s.Query<string>("SELECT provider_id FROM orphan_receipts"), default));
    }

    private static async Task Play(TestApp app, string id, string[] answered, string[] receipts)
    {
        // A server that only answers requests has no recorder of its own.
        var recorder = new Recorder(app.Db, app.Services.GetRequiredService<Server.Events.Publisher>(), new RecorderTools(app.Services.GetRequiredService<Carriers>(), app.Clock,
            Microsoft.Extensions.Options.Options.Create(new DeliveryOptions()), Microsoft.Extensions.Logging.Abstractions.NullLogger<Recorder>.Instance));
        await recorder.StartAsync(default);
        foreach (var early in receipts.Where(r => r.StartsWith("early ", StringComparison.Ordinal)))
            await recorder.Record(Receipt(early["early ".Length..]));

        var now = app.Clock.GetUtcNow();
        var claimed = Assert.Single(await app.Db.Write(s => Outbox.Claim(s, Queues.Test, 1, "lease_1", now, now.AddMinutes(1)), default));
        Assert.Equal(id, claimed.Message.Id);
        await recorder.Record(new Attempt(claimed.Lease, "carrier", new SendOutcome.Accepted(answered), now, null));
        foreach (var receipt in receipts.Where(r => !r.StartsWith("early ", StringComparison.Ordinal)))
            await recorder.Record(Receipt(receipt));
        await recorder.StopAsync(default);
    }

    private static Receipt Receipt(string words)
    {
        var (id, word) = (words.Split(' ')[0], words.Split(' ')[1]);
        var state = word switch
        {
            "DELIVRD" => ReceiptState.Delivered,
            "UNDELIV" => ReceiptState.Undelivered,
            "REJECTD" => ReceiptState.Rejected,
            "UNKNOWN" => ReceiptState.Unknown,
            _ => ReceiptState.Underway,
        };
        return new Receipt("carrier", id, state, null, null, word);
    }
}
