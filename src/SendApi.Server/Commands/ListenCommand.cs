using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using SendApi.Core.Webhooks;
using SendApi.Server.Webhooks;

namespace SendApi.Server.Commands;

/// <summary>sendapi listen: follows the events of an account on one stream, prints each and passes it on to a developer's own machine, signed as a webhook is.</summary>
internal static class ListenCommand
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10), ConnectAgainAfter = TimeSpan.FromSeconds(2);

    public static Command Make(TimeProvider clock)
    {
        var forward = new Option<string?>("--forward") { Description = "Where to POST each event, such as http://localhost:3000/hook. Without it they are only printed.", HelpName = "URL" };
        var events = new Option<string>("--events") { Description = "Which events, with commas: names, families such as sms.*, or * for all.", DefaultValueFactory = _ => "*", HelpName = "EVENTS" };
        var server = new Option<string>("--url") { Description = "The server to listen to. Also SENDAPI_URL.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SENDAPI_URL") ?? "http://localhost:8080", HelpName = "URL" };
        var key = new Option<string?>("--key") { Description = "An API key with the scope webhooks:read; a test key gets test events. Also SENDAPI_KEY. Without it, the test key of ./dev run.", HelpName = "KEY" };
        var command = new Command("listen", "Receives events on this machine, without a tunnel. Needs no webhook and changes none.") { forward, events, server, key };
        return command.Runs(async (parsed, ct) =>
        {
            var secret = parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("SENDAPI_KEY") ?? await DevWelcome.TestKey(CommandLine.Location(parsed).Folder, ct)
                ?? throw new CommandFault("Which key? Give --key, or set SENDAPI_KEY.");
            var url = Address("--url", parsed.GetRequiredValue(server), "http://HOST:PORT");
            var target = parsed.GetValue(forward) is { } given ? Address("--forward", given, "an address such as http://localhost:3000/hook") : null;
            using var listener = new Listener(new Uri(url, $"/v1/webhooks/stream?events={Uri.EscapeDataString(parsed.GetRequiredValue(events))}"), secret, target, parsed.GetValue(CommandLine.Json), clock);
            await listener.Run(ct);
        });
    }

    private static Uri Address(string option, string text, string form) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new CommandFault($"{option} takes {form}, and not '{text}'.");

    /// <summary>One listener, connected again when the server goes away for a while.</summary>
    private sealed class Listener(Uri stream, string key, Uri? forward, bool json, TimeProvider clock) : IDisposable
    {
        private readonly HttpClient _server = new() { Timeout = Timeout.InfiniteTimeSpan };
        private readonly HttpClient _target = new() { Timeout = AnswerWithin };
        private bool _wasReady;

        public async Task Run(CancellationToken ct)
        {
            while (!ct.IsCancellationRequested)
            {
                try
                {
                    await Follow(ct);
                    await Note("The server ended the stream.");
                }
                catch (OperationCanceledException) when (ct.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception fault) when (_wasReady && fault is HttpRequestException or IOException)
                {
                    await Note($"The stream broke: {fault.Message}");
                }
                catch (HttpRequestException fault)
                {
                    throw new CommandFault($"{stream.GetLeftPart(UriPartial.Authority)} cannot be reached: {fault.Message} Start the server, or name another one with --url.");
                }

                await Note("Connecting again; what happens meanwhile is not shown.");
                await Task.WhenAny(Task.Delay(ConnectAgainAfter, clock, ct));
            }
        }

        public void Dispose()
        {
            _server.Dispose();
            _target.Dispose();
        }

        private async Task Follow(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, stream) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
            using var answer = await _server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (_wasReady && (int)answer.StatusCode >= 500)
                throw new HttpRequestException($"the server answered {(int)answer.StatusCode}.");
            if (!answer.IsSuccessStatusCode)
                throw new CommandFault(Refusal(await answer.Content.ReadAsStringAsync(ct), (int)answer.StatusCode));

            var secret = "";
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            await foreach (var item in SseParser.Create(body).EnumerateAsync(ct))
                if (item.EventType == "ready")
                    secret = await Ready(ApiJson.Read<StreamOpened>(item.Data));
                else if (item.EventId is { } id)
                    await Pass(id, item.EventType, item.Data, secret, ct);
        }

        private async Task<string> Ready(StreamOpened opened)
        {
            _wasReady = true;
            var to = forward is null ? "" : $", passed on to {forward} and signed with {opened.Secret}";
            await Note($"Listening for {string.Join(", ", opened.Events)}{to}. Ends with Ctrl+C.");
            return opened.Secret;
        }

        private async Task Pass(string id, string type, string body, string secret, CancellationToken ct)
        {
            var outcome = forward is null ? "" : $"  -> {await Post(id, body, secret, ct)}";
            await Console.Out.WriteLineAsync(json ? body : $"{clock.GetUtcNow():HH:mm:ss}  {type,-24}{id}{outcome}{(forward is null ? $"\n          {body}" : "")}");
        }

        /// <summary>The status that was answered, or why none was. It is tried once: the developer sees what is wrong and sends another text.</summary>
        private async Task<string> Post(string id, string body, string secret, CancellationToken ct)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            using var request = new HttpRequestMessage(HttpMethod.Post, forward) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } } };
            foreach (var (name, value) in WebhookSignature.Headers(id, clock.GetUtcNow(), bytes, [secret]))
                request.Headers.TryAddWithoutValidation(name, value);
            var began = clock.GetTimestamp();
            try
            {
                using var answer = await _target.SendAsync(request, ct);
                return $"{(int)answer.StatusCode} ({clock.GetElapsedTime(began).TotalMilliseconds:0} ms)";
            }
            catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !ct.IsCancellationRequested))
            {
                return fault is HttpRequestException ? fault.Message : $"no answer within {AnswerWithin.TotalSeconds:0} s";
            }
        }

        // Beside the events, which a script may read.
        private static Task Note(string text) => Console.Error.WriteLineAsync(text);

        private static string Refusal(string body, int status)
        {
            try
            {
                var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
                return $"{error.GetProperty("code")}: {error.GetProperty("message")}";
            }
            catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return $"The server answered {status}. Is it SendAPI?";
            }
        }
    }
}
