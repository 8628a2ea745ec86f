using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using SendApi.Core;

namespace SendApi.Simulator.Waha;

/// <summary>How the simulated gateway is reached and whom it calls.</summary>
/// <param name="Key">The key that requests must carry in <c>X-Api-Key</c>.</param>
/// <param name="Hook">Where it calls; null where it calls nobody.</param>
/// <param name="HookKey">What its calls are signed with.</param>
/// <param name="Call">Brings a call to where it is to go; false when it was not taken there.</param>
public sealed record GatewaySimulatorOptions(string Key, string? Hook, string HookKey, Func<SimulatedCall, Task<bool>> Call);

/// <summary>The other side of the linked connector: it answers the requests of a WAHA gateway's API and makes its calls, with phones that do as they are told. Nothing leaves this process.</summary>
/// <remarks>What becomes of a message is decided by the last digits of its recipient, as with texts: <see cref="GatewayRecipients"/>.</remarks>
public sealed class GatewaySimulator : HttpMessageHandler
{
    /// <summary>A gateway names its files by its own host, which is not always the one that it is reached by.</summary>
    private const string FilesUrl = "http://gateway.invalid/api/files/";

    private static readonly (HttpStatusCode, string) NoSession = (HttpStatusCode.NotFound, """{"message": "Session not found"}""");

    private static readonly (HttpStatusCode, string) NotWorking = (HttpStatusCode.UnprocessableEntity, """{"message": "Session status is not as expected"}""");

    private readonly SimulatedPhones _phones;
    private readonly GatewaySimulatorOptions _options;
    private readonly TimeProvider _clock;
    private readonly SimulatedCalls _calls;
    private readonly PeopleSimulator _people;
    private long _messages;

    public GatewaySimulator(SimulatedPhones phones, GatewaySimulatorOptions options, TimeProvider clock)
    {
        (_phones, _options, _clock, _people) = (phones, options, clock, new(phones.Groups, clock));
        _calls = new SimulatedCalls(options.Call, clock);
    }

    /// <summary>Told of each message that reaches a person's phone; it must not block.</summary>
    public Action<ArrivedMessage>? Arrived { get; init; }

    /// <summary>Ends when all that was to be told is told.</summary>
    public Task Finish() => _calls.Finish();

    /// <summary>A phone scans the code of a session: from here on it works.</summary>
    /// <returns>False when the session shows no code.</returns>
    public async Task<bool> Scan(string session, string phone) =>
        await _phones.Find(session) is { Status: SimulatedPhone.WaitsForScan } && await Change(session, new(SimulatedPhone.Working, phone));

    /// <summary>The phone logs the session out: it waits for a scan again.</summary>
    public Task<bool> LogOut(string session) => Change(session, new(SimulatedPhone.WaitsForScan, null));

    /// <summary>The phone loses its connection.</summary>
    public async Task<bool> Cut(string session) => await _phones.Find(session) is { } phone && await Change(session, phone with { Status = SimulatedPhone.Failed });

    /// <summary>WhatsApp closes the number of a session that works.</summary>
    public async Task<bool> Ban(string session) =>
        await _phones.Find(session) is { Status: SimulatedPhone.Working } phone && await Change(session, phone with { Status = SimulatedPhone.Banned });

    /// <summary>Somebody writes to a session; false when it does not work.</summary>
    public async Task<bool> Write(string session, SimulatedWriting writing)
    {
        if (await _phones.Find(session) is not { Status: SimulatedPhone.Working, Phone: { } phone })
            return false;

        var id = NextId();
        var file = SimulatedFiles.Has(writing.Kind) ? $"{FilesUrl}{session}/{id}{SimulatedFiles.Ending(writing.Kind)}" : "";
        await Tell(session, writing.Event, json => writing.Write(json, $"false_{Chat(writing.From)}_{id}", file, envelope =>
        {
            envelope.WriteNumber("timestamp", _clock.GetUtcNow().ToUnixTimeSeconds());
            envelope.WriteString("from", Chat(writing.From));
            envelope.WriteString("to", Chat(phone));
            envelope.WriteBoolean("fromMe", false);
        }));
        return true;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Read as a server reads it: what was sent has begun to leave.
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var path = request.RequestUri?.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (path is ["api", "files", _, var name] && SimulatedFiles.Find(name) is { } file)
            return File(request, file);

        var (status, text) = request.Headers.TryGetValues("X-Api-Key", out var keys) && keys.SequenceEqual([_options.Key])
            ? await Answer(request.Method.Method, path, Query(request.RequestUri), body)
            : (HttpStatusCode.Unauthorized, """{"message": "Unauthorized"}""");
        return new HttpResponseMessage(status) { Content = new StringContent(text, Encoding.UTF8, "application/json"), RequestMessage = request };
    }

    private async Task<(HttpStatusCode Status, string Body)> Answer(string method, string[] path, Dictionary<string, string> query, byte[] body)
    {
        switch (method, path)
        {
            case ("POST", ["api", "sessions"]):
                var name = Text(body, "name");
                if (await _phones.Find(name) is not null)
                    return (HttpStatusCode.UnprocessableEntity, """{"message": "Session already exists"}""");
                await _phones.Put(name, new(SimulatedPhone.WaitsForScan, null));
                return (HttpStatusCode.Created, Session(name, new(SimulatedPhone.WaitsForScan, null)));
            case ("GET", ["api", "sessions", var session]):
                return await _phones.Find(session) is { } known ? (HttpStatusCode.OK, Session(session, known)) : NoSession;
            case ("POST", ["api", "sessions", var session, "start"]):
                return await Restart(session);
            case ("POST", ["api", "sessions", var session, "logout"]):
                return await LogOut(session) ? (HttpStatusCode.Created, "{}") : NoSession;
            case ("DELETE", ["api", "sessions", var session]):
                await _phones.Put(session, null);
                return (HttpStatusCode.OK, "{}");
            case ("GET", ["api", var session, "auth", "qr"]):
                return await _phones.Find(session) switch
                {
                    null => NoSession,
                    { Status: SimulatedPhone.WaitsForScan } => (HttpStatusCode.OK, $$"""{"value": "sendapi-simulator,{{session}},{{_clock.GetUtcNow().ToUnixTimeSeconds()}}"}"""),
                    _ => (HttpStatusCode.UnprocessableEntity, """{"message": "Can get QR code only in SCAN_QR_CODE status"}"""),
                };
            case ("GET", ["api", "contacts", "check-exists"]):
                return await Exists(query["session"], query["phone"]);
            case ("POST", ["api", var send]) when send.StartsWith("send", StringComparison.Ordinal):
                if (SendShapes.Fault(send, body) is { } fault)
                    return (HttpStatusCode.BadRequest, $$"""{"message": "{{fault}}"}""");
                return send == "sendSeen" ? await Quietly(Text(body, "session")) : await Take(send, Text(body, "session"), Text(body, "chatId"), body);
            case ("PUT", ["api", "reaction"]):
                return SendShapes.Fault("reaction", body) is { } wrong ? (HttpStatusCode.BadRequest, $$"""{"message": "{{wrong}}"}""") : await Quietly(Text(body, "session"));
            case var _ when PeopleSimulator.Takes(path):
                var whose = path[1] == "contacts" ? query.GetValueOrDefault("session", "") : path[1];
                return await _phones.Find(whose) is { Status: SimulatedPhone.Working, Phone: { } phone } ? await _people.Answer(whose, phone, new(method, path, query, body)) : NotWorking;
            default:
                return (HttpStatusCode.NotFound, """{"message": "Not Found"}""");
        }
    }

    /// <summary>A session that was cut comes back with its phone; one that waits for a scan goes on waiting.</summary>
    private async Task<(HttpStatusCode Status, string Body)> Restart(string session)
    {
        if (await _phones.Find(session) is not { } phone)
            return NoSession;

        var now = phone.Phone is null || phone.Status == SimulatedPhone.Banned ? phone : phone with { Status = SimulatedPhone.Working };
        await Change(session, now);
        return (HttpStatusCode.Created, Session(session, now));
    }

    private async Task<(HttpStatusCode Status, string Body)> Exists(string session, string phone)
    {
        if (await _phones.Find(session) is not { Status: SimulatedPhone.Working })
            return NotWorking;
        return (HttpStatusCode.OK, GatewayRecipients.Of(phone) is GatewayFate.Refused ? """{"numberExists": false}""" : $$"""{"numberExists": true, "chatId": "{{Chat(phone)}}"}""");
    }

    private async Task<(HttpStatusCode Status, string Body)> Take(string operation, string session, string chat, byte[] body)
    {
        if (await _phones.Find(session) is not { Status: SimulatedPhone.Working } phone)
            return NotWorking;

        var fate = GatewayRecipients.Of(chat.Split('@')[0]);
        if (fate is GatewayFate.Refused)
            return (HttpStatusCode.BadRequest, """{"message": "The number has no WhatsApp"}""");

        var bare = NextId();
        var id = $"true_{chat}_{bare}";
        if (fate is GatewayFate.Delivered or GatewayFate.Read && chat == Chat(chat.Split('@')[0]))
            Arrived?.Invoke(SendShapes.Shown(operation, body, (bare, chat.Split('@')[0], phone.Phone ?? "")));
        foreach (var (ack, word) in GatewayRecipients.Acks(fate))
            await Tell(session, "message.ack", json =>
            {
                json.WriteString("id", id);
                json.WriteString("from", chat);
                json.WriteBoolean("fromMe", true);
                json.WriteNumber("ack", ack);
                json.WriteString("ackName", word);
            });
        return fate is GatewayFate.Broken
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The simulated connection broke.")
            : (HttpStatusCode.Created, $$"""{"id": "{{id}}"}""");
    }

    /// <summary>What is done at once, and told of to nobody.</summary>
    private async Task<(HttpStatusCode Status, string Body)> Quietly(string session) => await _phones.Find(session) is { Status: SimulatedPhone.Working }
        ? (HttpStatusCode.Created, "{}")
        : (HttpStatusCode.UnprocessableEntity, """{"message": "Session status is not as expected"}""");

    private static HttpResponseMessage File(HttpRequestMessage request, (string Type, byte[] Bytes) file) => new(HttpStatusCode.OK)
    {
        Content = new ByteArrayContent(file.Bytes) { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(file.Type) } },
        RequestMessage = request,
    };

    private async Task<bool> Change(string session, SimulatedPhone to)
    {
        if (await _phones.Find(session) is null)
            return false;

        await _phones.Put(session, to);
        await Tell(session, "session.status", json =>
        {
            json.WriteString("name", session);
            json.WriteString("status", Told(to));
        });
        return true;
    }

    private async Task Tell(string session, string name, Action<Utf8JsonWriter> payload)
    {
        if (_options.Hook is null)
            return;

        var body = JsonBytes.Object(json =>
        {
            json.WriteString("event", name);
            json.WriteString("session", session);
            json.WriteStartObject("payload");
            payload(json);
            json.WriteEndObject();
        });
        var signature = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA512.HashData(Encoding.UTF8.GetBytes(_options.HookKey), body));
        await _calls.Add(new(_options.Hook, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Webhook-Hmac"] = signature,
            ["X-Webhook-Hmac-Algorithm"] = "sha512",
        }, body));
    }

    protected override void Dispose(bool disposing)
    {
        _calls.Dispose();
        base.Dispose(disposing);
    }

    private string NextId() =>
        string.Create(CultureInfo.InvariantCulture, $"3EB0{_clock.GetUtcNow().ToUnixTimeMilliseconds():X}{Interlocked.Increment(ref _messages):X6}{Environment.ProcessId:X}");

    private static string Session(string name, SimulatedPhone phone) =>
        $$"""{"name": "{{name}}", "status": "{{Told(phone)}}", "engine": {"state": "{{(phone.Status == SimulatedPhone.Banned ? phone.Status : "CONNECTED")}}"}, "me": {{(phone is { Status: SimulatedPhone.Working, Phone: { } number } ? $$"""{"id": "{{Chat(number)}}"}""" : "null")}}}""";

    private static string Told(SimulatedPhone phone) => phone.Status == SimulatedPhone.Banned ? SimulatedPhone.Failed : phone.Status;

    private static string Chat(string phone) => phone.TrimStart('+') + "@c.us";

    private static Dictionary<string, string> Query(Uri? url) => (url?.Query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[^1]));

    private static string Text(byte[] body, string name)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty(name).GetString() ?? "";
    }
}
