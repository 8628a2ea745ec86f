using SendApi.Connectors.Smpp.Wire;

namespace SendApi.Connectors.Smpp;

/// <summary>What a probe found, in one sentence for an operator.</summary>
public sealed record SmppProbeResult(bool Good, string Words);

/// <summary>Tries an operator's settings for real: connects, binds, tests the link and unbinds. No message is sent.</summary>
public static class SmppProbe
{
    public static async Task<SmppProbeResult> Run(SmppOptions options, SmppSurroundings around, CancellationToken ct)
    {
        var begunAt = around.Clock.GetTimestamp();
        var command = options.Bind == SmppBindMode.Transceiver ? SmppCommand.BindTransceiver : SmppCommand.BindTransmitter;
        var dialer = new SmppDialer(options, around);
        try
        {
            await using var session = new SmppSession(await dialer.Connect(ct), options, null, around);
            var peer = await dialer.Bind(session, command, ct);
            var took = around.Clock.GetElapsedTime(begunAt);
            var heard = await session.Request(SmppCommand.EnquireLink).WaitAsync(ct);
            if (heard is not SmppAnswer.Given)
                return new SmppProbeResult(false, $"Bound in {took.TotalMilliseconds:0} ms, but enquire_link failed: {Why(heard)}");

            await session.Request(SmppCommand.Unbind).WaitAsync(ct);
            return new SmppProbeResult(true, $"Bound in {took.TotalMilliseconds:0} ms; the carrier calls itself '{peer}'.");
        }
        catch (BindFailed fault)
        {
            return new SmppProbeResult(false, $"Failed at {fault.Message}");
        }
    }

    private static string Why(SmppAnswer answer) => answer switch
    {
        SmppAnswer.None none => none.Why,
        SmppAnswer.NotSent notSent => notSent.Why,
        _ => "",
    };
}
