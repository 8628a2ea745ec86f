using System.Globalization;
using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Waha;

/// <summary>Where a WAHA gateway is and how it is spoken to.</summary>
/// <param name="Hook">Where it is to tell of its sessions; null where it cannot reach us, and then only looks tell.</param>
/// <param name="Inside">The built-in simulator in place of the network.</param>
/// <param name="Media">Opens the files of messages; null where there are none.</param>
public sealed record WahaOptions(string Name, Uri Url, string ApiKey, GatewayHook? Hook, HttpMessageHandler? Inside = null, MediaSource? Media = null);

/// <summary>A client of the WAHA gateway's HTTP API.</summary>
/// <remarks>Source: the gateway's published OpenAPI description (waha.devlike.pro/swagger), sections Sessions, Auth and Chatting. What a message is sent with: <see cref="WahaBodies"/>.</remarks>
public sealed class WahaGateway(WahaOptions options, TimeProvider clock) : ILinkedGateway, IDisposable
{
    private const int Window = 64;

    /// <summary>How chats with people end in the gateway's spelling.</summary>
    internal const string ChatEnd = "@c.us";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20), LongestFile = TimeSpan.FromSeconds(45), Margin = TimeSpan.FromSeconds(2), FileWait = TimeSpan.FromSeconds(2);

    private static readonly string[] Events = ["session.status", "message", "message.ack", "message.reaction", "poll.vote"];

    /// <summary>Each is in memory while it is sent, as text.</summary>
    private const int MostFilesAtOnce = 8;

    private readonly SemaphoreSlim _files = new(MostFilesAtOnce);

    private readonly HttpCaller _http = new(new HttpLimits(Window, 0, Longest), clock, options.Inside);

    /// <summary>The gateway answers when WhatsApp has the file.</summary>
    private readonly HttpCaller _fileHttp = new(new HttpLimits(MostFilesAtOnce, 0, LongestFile), clock, options.Inside);

    public string Name => options.Name;

    public TimeSpan SendLimit => LongestFile + Margin;

    public ILinkedPeople People => new WahaPeople(Call, path => _http.Fetch(HttpCall.Get(new Uri(options.Url, path).AbsoluteUri, ("X-Api-Key", options.ApiKey)), WahaPeople.LongestAnswer));

    public async Task Start(string session, CancellationToken ct)
    {
        switch ((await Look(session, ct)).State)
        {
            case GatewayState.Missing:
                Good(await Call(HttpMethod.Post, "api/sessions", JsonBytes.Object(json =>
                {
                    json.WriteString("name", session);
                    json.WriteBoolean("start", true);
                    if (options.Hook is { } hook)
                        WriteHook(json, hook);
                })));
                return;
            case GatewayState.Stopped or GatewayState.Failed:
                Good(await Call(HttpMethod.Post, $"api/sessions/{session}/start", []));
                return;
            default:
                return; // It runs already.
        }
    }

    public async Task<GatewayLook> Look(string session, CancellationToken ct)
    {
        var answer = await Call(HttpMethod.Get, $"api/sessions/{session}", []);
        if (answer.Status == 404)
            return new(GatewayState.Missing, null);

        var said = JsonText.Parse(Good(answer).Body);
        return new(IsBanned(said) ? GatewayState.Banned : State(said.At("status")), WahaChats.Phone(said.At("me.id")));
    }

    public async Task<string?> Code(string session, CancellationToken ct)
    {
        var answer = await Call(HttpMethod.Get, $"api/{session}/auth/qr?format=raw", []);
        // In any other state than that of waiting for a scan it has none.
        return answer.Status is 404 or 422 ? null : JsonText.Parse(Good(answer).Body).At("value");
    }

    public async Task<string?> Find(string session, PhoneNumber phone, CancellationToken ct)
    {
        var said = JsonText.Parse(Good(await Call(HttpMethod.Get, $"api/contacts/check-exists?phone={phone.Digits}&session={session}", [])).Body);
        return said.At("numberExists") switch
        {
            "true" => said.At("chatId") ?? phone.Digits + ChatEnd,
            "false" => null,
            _ => throw new GatewayFault("The WhatsApp gateway does not say whether the number has WhatsApp."),
        };
    }

    public async Task Leave(string session, CancellationToken ct)
    {
        if ((await Look(session, ct)).State == GatewayState.Missing)
            return;

        Good(await Call(HttpMethod.Post, $"api/sessions/{session}/logout", []));
        Good(await Call(HttpMethod.Delete, $"api/sessions/{session}", []));
    }

    public async Task<SendOutcome> Send(string session, WhatsAppSubmission submission, CancellationToken ct)
    {
        if (submission.Content is not WhatsAppContent.Media media)
            return await Send(session, submission, [], _http);
        if (!await _files.WaitAsync(TimeSpan.Zero, ct))
            return new SendOutcome.TryLater("Other files are being sent.", FileWait);

        try
        {
            return await Bytes(media.File, ct) is { } file
                ? await Send(session, submission, file, _fileHttp)
                : new SendOutcome.TryLater("Its file is not where this node keeps files. Nodes need one place for media together.");
        }
        catch (GatewayFault fault)
        {
            // Said of the file, before anything left.
            return new SendOutcome.TryLater(fault.Message);
        }
        finally
        {
            _files.Release();
        }
    }

    private async Task<SendOutcome> Send(string session, WhatsAppSubmission submission, byte[] file, HttpCaller caller)
    {
        if (WahaBodies.Of(session, submission, file) is not { } request)
            return new SendOutcome.Rejected("content", "The gateway is not asked to send this kind of content");

        var call = Request(request.Method, request.Path, request.Body);
        var heard = await caller.Call(call);
        return Outcome(submission, heard).After(call, heard, new Blotting(submission.To.Digits, ContentWords.Of(submission.Content), [options.ApiKey]));
    }

    private static SendOutcome Outcome(WhatsAppSubmission submission, HttpHeard heard) => heard switch
    {
        // A reaction is no message of its own, and no receipts come of it.
        HttpHeard.Answered { IsSuccess: true } when submission.Content is WhatsAppContent.Reaction => new SendOutcome.Accepted([]),
        HttpHeard.Answered { IsSuccess: true } answer => WahaChats.Id(JsonText.Parse(answer.Body)) is { } id ? new SendOutcome.Accepted([id]) : HttpOutcomes.Unreadable(answer),
        // The session is not working: nothing left.
        HttpHeard.Answered { Status: 422 } answer => new SendOutcome.TryLater("The gateway says that the session is not connected: " + HttpOutcomes.Short(Words(answer) ?? "HTTP 422", 200)),
        HttpHeard.Answered { Status: 501 } => HttpOutcomes.Rejected("501", "The engine of the WhatsApp gateway cannot send this kind of content"),
        HttpHeard.Answered answer => HttpOutcomes.Of(answer, null, Words(answer)),
        HttpHeard.NotSent notSent => new SendOutcome.TryLater($"The gateway cannot be reached: {notSent.Why}."),
        HttpHeard.Silence silence => new SendOutcome.Unknown(silence.Why),
        _ => throw new InvalidOperationException("An exchange ended in a way that is not known."),
    };

    private async Task<byte[]?> Bytes(MediaFile file, CancellationToken ct)
    {
        if (options.Media is null || await options.Media(file.Id, ct) is not { } stream)
            return null;

        await using var open = stream;
        var bytes = new byte[file.Size];
        return await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct) == bytes.Length ? bytes : null;
    }

    public async Task MarkRead(string session, PhoneNumber from, string messageId, CancellationToken ct) => Good(await Call(HttpMethod.Post, "api/sendSeen", JsonBytes.Object(json =>
    {
        var chat = from.Digits + ChatEnd;
        json.WriteString("session", session);
        json.WriteString("chatId", chat);
        json.WriteStartArray("messageIds");
        json.WriteStringValue($"false_{chat}_{messageId}");
        json.WriteEndArray();
    })));

    // The gateway keeps files under its own address, in whatever spelling of its host: only the path is used.
    public async Task<ReceivedFile?> Fetch(string session, string reference, int longest, CancellationToken ct) =>
        Uri.TryCreate(options.Url, reference, out var at) && new Uri(options.Url, at.PathAndQuery) is var own
            ? await _fileHttp.Fetch(HttpCall.Get(own.AbsoluteUri, ("X-Api-Key", options.ApiKey)), longest) switch
            {
                (HttpHeard.Answered { IsSuccess: true }, { } file) => file,
                (HttpHeard.Answered { IsSuccess: true } or HttpHeard.Answered { Status: 404 or 410 }, _) => null,
                (HttpHeard.Answered answer, _) => throw new GatewayFault(string.Create(CultureInfo.InvariantCulture, $"The WhatsApp gateway answered HTTP {answer.Status} for a file.")),
                _ => throw new GatewayFault("The WhatsApp gateway cannot be reached for a file."),
            }
            : null;

    public void Dispose()
    {
        _http.Dispose();
        _fileHttp.Dispose();
        _files.Dispose();
    }

    /// <summary>The engine that drives a browser tells what the page shows: a block for breaking the terms, of a private number or of a business. The others call a banned session failed.</summary>
    private static bool IsBanned(JsonElement? said) => said.At("engine.state") is "TOS_BLOCK" or "SMB_TOS_BLOCK";

    private static GatewayState State(string? word) => word switch
    {
        "STOPPED" => GatewayState.Stopped,
        "STARTING" => GatewayState.Starting,
        "SCAN_QR_CODE" => GatewayState.WaitsForScan,
        "WORKING" => GatewayState.Working,
        "FAILED" => GatewayState.Failed,
        _ => throw new GatewayFault($"The WhatsApp gateway calls the session '{HttpOutcomes.Short(word ?? "", 40)}', which is no state we know."),
    };

    private static void WriteHook(Utf8JsonWriter json, GatewayHook hook)
    {
        json.WriteStartObject("config");
        json.WriteStartArray("webhooks");
        json.WriteStartObject();
        json.WriteString("url", hook.Url);
        json.WriteStartArray("events");
        foreach (var name in Events)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartObject("hmac");
        json.WriteString("key", hook.Key);
        json.WriteEndObject();
        // It calls again when we do not answer, for about an hour.
        json.WriteStartObject("retries");
        json.WriteString("policy", "exponential");
        json.WriteNumber("delaySeconds", 2);
        json.WriteNumber("attempts", 10);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private async Task<HttpHeard.Answered> Call(HttpMethod method, string path, byte[] body) => await _http.Call(Request(method, path, body)) switch
    {
        HttpHeard.Answered answer => answer,
        HttpHeard.NotSent notSent => throw new GatewayFault($"The WhatsApp gateway cannot be reached: {notSent.Why}."),
        HttpHeard.Silence silence => throw new GatewayFault($"The WhatsApp gateway did not answer: {silence.Why}."),
        _ => throw new InvalidOperationException("An exchange ended in a way that is not known."),
    };

    private HttpCall Request(HttpMethod method, string path, byte[] body) =>
        new(method, new Uri(options.Url, path).AbsoluteUri, [("X-Api-Key", options.ApiKey)], body, body.Length == 0 ? null : "application/json");

    internal static HttpHeard.Answered Good(HttpHeard.Answered answer) => answer.IsSuccess ? answer
        : throw new GatewayFault(string.Create(CultureInfo.InvariantCulture, $"The WhatsApp gateway answered HTTP {answer.Status}{(Words(answer) is { } words ? ": " + HttpOutcomes.Short(words, 200) : "")}."));

    private static string? Words(HttpHeard.Answered answer) => JsonText.Parse(answer.Body).At("message") ?? JsonText.Parse(answer.Body).At("error");
}
