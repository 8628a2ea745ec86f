using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SendApi.Core.Sending;
using SendApi.Simulator.Smsc;
using SendApi.Tests.Connectors.Smpp;

namespace SendApi.Tests.Simulator;

/// <summary>Measures one bind on loopback, both ends in this process. Run it by hand in Release: <c>-explicit only -class "*SmppSpeed*"</c>.</summary>
public sealed class SmppSpeedTests(ITestOutputHelper output)
{
    [Theory(Explicit = true), InlineData(false), InlineData(true)]
    public async Task One_bind_carries_fifty_thousand_texts_a_second(bool receipts)
    {
        const int Total = 400_000, Senders = 900;
        await using var simulator = new SmscSimulator(new SmscOptions { Magic = false }, null, TimeProvider.System, NullLogger.Instance);
        var at = await simulator.Start(CancellationToken.None);
        await using var sender = Given.Sender(Given.Options(at.Port, ("window", "1000"), ("request_receipts", receipts ? "yes" : "no")));
        await Until.True(() => sender.Room > 0);

        var message = Given.Message("Your code is 123456. It is valid for ten minutes.");
        var left = Total;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                Assert.IsType<SendOutcome.Accepted>(await sender.Send(message, CancellationToken.None));
        }));
        var took = Stopwatch.GetElapsedTime(begun);
        await Until.True(() => !receipts || simulator.Counters.ReceiptsConfirmed == Total);
        var all = Stopwatch.GetElapsedTime(begun);
        output.WriteLine($"{Total / took.TotalSeconds:0} submits a second in {took.TotalSeconds:0.00} s; "
            + $"{simulator.Counters.ReceiptsConfirmed} receipts confirmed after {all.TotalSeconds:0.00} s.");
    }
}
