using System.Text;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;
using SendApi.Tests.Connectors.Smpp;
using SendApi.Tests.Outbound;
using Microsoft.Extensions.Logging.Abstractions;

namespace SendApi.Tests.Connectors.Http;

/// <summary>Replays what a provider answered, byte by byte on a loopback port, to a sender with real sockets.</summary>
internal static class Recorded
{
    public static readonly Uri PublicUrl = new("https://sms.example.com");

    /// <summary>An answer as it is on the wire.</summary>
    public static string Answer(int status, string body = "", string headers = "", string type = "application/json") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static HttpSurroundings Around(TimeProvider? clock = null) => new(clock ?? TimeProvider.System, NullLogger.Instance, PublicUrl);

    /// <summary>A started sender of a kind whose provider listens on a port.</summary>
    public static HttpSender Sender(HttpKind kind, IReadOnlyDictionary<string, string> settings, TimeProvider? clock = null)
    {
        var sender = new HttpSender("main", kind.Info.Kind, kind.Read(settings), Around(clock));
        sender.Start();
        return sender;
    }

    /// <summary>Sends one message to a provider that gives this answer; the outcome, and the request as it came.</summary>
    public static async Task<(SendOutcome Outcome, string Request)> Exchange(
        HttpKind kind, Func<string, IReadOnlyDictionary<string, string>> settings, string answer, SmsSubmission? message = null)
    {
        await using var provider = new Receiver(answer);
        await using var sender = Sender(kind, settings($"http://127.0.0.1:{provider.Port}"));
        var outcome = await sender.Send(message ?? Given.Message(), default).Soon();
        return (outcome, Assert.Single(provider.Requests));
    }

    /// <summary>What a test says of an outcome in one line: its kind, and what belongs to it.</summary>
    public static string Line(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted accepted => $"accepted {string.Join(' ', accepted.ProviderIds)}".TrimEnd(),
        SendOutcome.Rejected rejected => $"rejected {rejected.ProviderCode}",
        SendOutcome.TryLater later => $"later {later.After?.TotalSeconds}".TrimEnd(),
        _ => "unknown",
    };

    /// <summary>A call of a provider to us.</summary>
    public static CallbackCall Call(string body, CallbackTopic topic = CallbackTopic.Receipts, string? secret = null, string? url = null, string method = "POST", params (string Name, string Value)[] headers) =>
        new(topic, method, url ?? $"https://sms.example.com/callbacks/kind/main/{CallbackAddress.Word(topic)}",
            headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetBytes(body), secret);
}
