using System.Collections.Concurrent;
using SendApi.Proof.Processes;
using SendApi.Simulator.Smsc;

namespace SendApi.Tests.Processes;

[Collection(Alone.Name)]
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_newcomers_keeps_what_was_taken_and_ends_without_a_restart()
    {
        await using var disk = await Disk();
        await using var carrier = await Carrier.Open(new SmscOptions { Magic = false, ReceiptDelay = TimeSpan.FromSeconds(2) });
        await using var server = Installation.On(new StoreLocation(Path.Combine(disk.Folder, "data"), null));
        var key = await server.Key();
        await server.AddSmsc(carrier.Port);
        await server.Start();
        var (taken, refused) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());

        // Their receipts come when the disk is full already.
        for (var n = 1; n <= 20; n++)
            await Send(server, key, $"Before {n}", taken, refused);
        await server.UntilNone(key, "queued", "sending");
        disk.Fill();
        await Eventually.IsTrue(async () =>
        {
            await Send(server, key, $"Full {taken.Count + refused.Count}", taken, refused);
            return refused.Count >= 5;
        });
        Assert.Contains("answers wait to be written", await LogLine(server, "2101"), StringComparison.Ordinal);
        Assert.True(carrier.Counters.ReceiptsHeld > 0, "A receipt was confirmed that could not be written.");
        Assert.Equal(200, (await server.Get("/v1/sms/messages", key)).Status);
        Assert.Equal(200, (await server.Get("/healthz", key)).Status);

        disk.Free();
        await Eventually.IsTrue(async () => await Send(server, key, $"After {taken.Count + refused.Count}", taken, refused));

        await server.UntilNone(key, "queued", "sending", "sent");
        var messages = await ListedMessage.All(server, key);
        Assert.Equal(taken.Order(), messages.Select(m => m.Content).Order());
        Assert.Equal(taken.Order(), carrier.Taken.Order());
        Assert.All(messages, m => Assert.Equal("delivered", m.Status));
        Assert.Equal(0, await server.Stop());
    }

    private static async Task<SmallDisk> Disk()
    {
        Assert.SkipWhen(SmallDisk.Missing is not null, $"There is no small disk: {SmallDisk.Missing}.");
        try
        {
            return await SmallDisk.Mount(24, TestContext.Current.CancellationToken);
        }
        catch (ProcessFault fault)
        {
            Assert.Skip(fault.Message);
            throw;
        }
    }

    /// <summary>Waits until the server logs an event.</summary>
    private static async Task<string> LogLine(Installation server, string number)
    {
        string? found = null;
        await Eventually.IsTrue(() =>
        {
            found = server.Server.Tail().Split('\n').FirstOrDefault(line => line.Contains($"\"EventId\":{number},", StringComparison.Ordinal));
            return Task.FromResult(found is not null);
        }, server.Server.Tail);
        return found!;
    }

    private static async Task<bool> Send(Installation server, string key, string text, ConcurrentQueue<string> taken, ConcurrentQueue<string> refused)
    {
        var reply = await server.SendSms(key, text);
        if (reply.Status == 201)
            taken.Enqueue(text);
        else
        {
            Assert.True(reply is { Status: 503, Code: 5030 } && reply.Headers.ContainsKey("Retry-After"), reply.Text);
            refused.Enqueue(text);
        }

        return reply.Status == 201;
    }
}
