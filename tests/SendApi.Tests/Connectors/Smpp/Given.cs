using Microsoft.Extensions.Logging.Abstractions;
using SendApi.Connectors.Smpp;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Smpp;

/// <summary>The things SMPP tests begin with.</summary>
internal static class Given
{
    public static SmppOptions Options(int port, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = $"{port}", ["system_id"] = "shop", ["password"] = "secret" };
        foreach (var (name, value) in more)
            settings[name] = value;
        return SmppOptions.Parse(settings);
    }

    public static SmppSurroundings Around(TimeProvider? clock = null) => new(clock ?? TimeProvider.System, () => 0.5, NullLogger.Instance);

    public static SmppSender Sender(SmppOptions options, TimeProvider? clock = null, ReceiptSink? sink = null)
    {
        var sender = new SmppSender("carrier", options, new CarrierSinks(sink ?? ((_, _) => Task.CompletedTask), (_, _) => Task.CompletedTask), Around(clock));
        sender.Start();
        return sender;
    }

    /// <summary>A sender that is bound to the scripted carrier.</summary>
    public static async Task<(SmppSender Sender, ScriptedLink Link)> Bound(
        ScriptedCarrier carrier, TimeProvider? clock = null, ReceiptSink? sink = null, params (string Name, string Value)[] settings)
    {
        var sender = Sender(Options(carrier.Port, settings), clock, sink);
        var link = await carrier.Bind();
        await Until.True(() => sender.State == "bound" && sender.Room > 0);
        return (sender, link);
    }

    public static SmsSubmission Message(string text = "Hello", string to = "+447700900000", string? from = "Shop", DateTimeOffset? validUntil = null) =>
        new("sms_1", PhoneNumber.Trusted(to), from is null ? null : SenderId.Trusted(from), SmsText.Measure(text), validUntil);

    public static string Long(int length) => string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i % 26)));

    /// <summary>Ends a test: cuts the link, so that nobody waits for a goodbye, and disposes the sender.</summary>
    public static async Task End(SmppSender sender, ScriptedLink link)
    {
        await link.Cut();
        await sender.DisposeAsync().AsTask().Soon();
    }
}
