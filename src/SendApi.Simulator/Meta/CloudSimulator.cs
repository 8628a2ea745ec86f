using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;
using SendApi.Simulator.Waha;

namespace SendApi.Simulator.Meta;

/// <summary>Whom the simulated Graph API knows and whom it calls.</summary>
/// <param name="Known">The numbers that there are, by Meta's id of the number or of its business account: what to sign with. Accounts that share the simulator must not share such ids.</param>
/// <param name="Call">Brings a call to where it is to go; false when it was not taken there.</param>
public sealed record CloudSimulatorOptions(Func<string, Task<IReadOnlyList<CloudAccess>>> Known, Func<SimulatedCall, Task<bool>> Call);

/// <summary>The other side of the cloud connector: it answers the requests of Meta's Graph API and makes its calls, for any number and any token but those that begin with <c>revoked</c>. Nothing leaves this process.</summary>
/// <remarks>What becomes of a message is decided by the last digits of its recipient: <see cref="GatewayRecipients"/> and <see cref="CloudRecipients"/>.</remarks>
public sealed class CloudSimulator : HttpMessageHandler
{
    /// <summary>Where it stands in place of the Graph API.</summary>
    public static readonly Uri Graph = new("http://graph.simulator.invalid/v23.0/");

    private const string RevokedToken = "Bearer revoked";

    /// <summary>So many first tries are remembered as refused.</summary>
    private const int MostLimited = 10_000;

    private readonly CloudSimulatorOptions _options;
    private readonly CloudRecords _records;
    private readonly CloudTemplateDesk _templates;
    private readonly TimeProvider _clock;
    private readonly SimulatedCalls _calls;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _limited = [];
    private long _ids;

    public CloudSimulator(CloudMemory memory, CloudSimulatorOptions options, TimeProvider clock)
    {
        (_options, _clock, _records) = (options, clock, new CloudRecords(memory));
        _templates = new CloudTemplateDesk(_records, NextId);
        _calls = new SimulatedCalls(options.Call, clock);
    }

    /// <summary>Told of each message that reaches a person's phone; it must not block.</summary>
    public Action<ArrivedMessage>? Arrived { get; init; }

    /// <summary>Ends when all that was to be told is told.</summary>
    public Task Finish() => _calls.Finish();

    /// <summary>Somebody writes to a number: words, a picture, a choice, a place or a reaction; false when the number does not work or nobody is called for it.</summary>
    /// <param name="number">Meta's id of the number.</param>
    /// <param name="from">In E.164.</param>
    public async Task<bool> Write(string number, string from, WhatsAppContent content) =>
        await _records.Find(number) is { IsLoggedOut: false, IsBanned: false }
        && await Tell(number, "messages", json => CloudCalls.WriteMessage(json, number, from.TrimStart('+'), (MessageId(), NextId()), _clock.GetUtcNow(), content));

    /// <summary>The token of a number is taken back: Meta answers 190 for it until <see cref="LetIn"/>. False where it is already.</summary>
    public Task<bool> LogOut(string number) => _records.Change(number, r => r with { IsLoggedOut = true });

    /// <summary>The number works again, whatever was done to it; false where it does.</summary>
    public Task<bool> LetIn(string number) => _records.Change(number, r => r with { IsLoggedOut = false, IsBanned = false });

    /// <summary>WhatsApp closes the number, and says so; false where it is closed already.</summary>
    public async Task<bool> Ban(string number)
    {
        if (!await _records.Change(number, r => r with { IsBanned = true }))
            return false;

        await Tell(number, "account_update", json => json.WriteString("event", "DISABLED_UPDATE"));
        return true;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Read as a server reads it: what was sent has begun to leave.
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var asked = CloudRequest.Of(request, body);
        var token = request.Headers.TryGetValues("Authorization", out var values) ? values.First() : RevokedToken;
        var isLetIn = !token.StartsWith(RevokedToken, StringComparison.Ordinal) && (asked.Path.Length == 0 || !(await _records.Find(asked.Path[0])).IsLoggedOut);
        var answer = isLetIn ? await Answer(asked) : CloudAnswer.Error(HttpStatusCode.Unauthorized, 190, "The simulated access token is not valid.");
        return answer.Message(request);
    }

    protected override void Dispose(bool disposing)
    {
        _calls.Dispose();
        _records.Dispose();
        base.Dispose(disposing);
    }

    private async Task<CloudAnswer> Answer(CloudRequest request)
    {
        switch (request.Method, request.Path)
        {
            case ("GET", ["file", _]):
                return new(HttpStatusCode.OK, CloudPicture.Bytes, CloudPicture.ContentType);
            case ("GET", [var file]) when request.Query.ContainsKey("phone_number_id"):
                return File(file, request);
            case ("GET", [var number]):
                return Number(number, await _records.Find(number));
            case ("POST", [var number]):
                return await SetHook(number, request.Json());
            case ("GET" or "POST", [_, "subscribed_apps"]):
                return CloudAnswer.Done;
            case ("POST", [_, "media"]):
                return CloudAnswer.Good(json => json.WriteString("id", NextId()));
            case ("POST", [var number, "messages"]):
                return await Message(number, request.Json());
            case ("GET", [var business, "message_templates"]):
                return await _templates.List(business, request.Query);
            case ("POST", [var business, "message_templates"]):
                return await Add(business, request.Json());
            case ("DELETE", [var business, "message_templates"]):
                return await _templates.Remove(business, request.Query);
            default:
                return CloudAnswer.Error(HttpStatusCode.BadRequest, 100, "The simulated Graph API does not know this request.");
        }
    }

    private static CloudAnswer File(string id, CloudRequest request) => CloudAnswer.Good(json =>
    {
        json.WriteString("messaging_product", "whatsapp");
        json.WriteString("url", $"{request.Root}/v23.0/file/{id}");
        json.WriteString("mime_type", CloudPicture.ContentType);
        json.WriteNumber("file_size", CloudPicture.Bytes.Length);
        json.WriteString("id", id);
    });

    private static CloudAnswer Number(string id, CloudRecord record) => CloudAnswer.Good(json =>
    {
        json.WriteString("id", id);
        json.WriteString("display_phone_number", CloudRecipients.NumberOf(id));
        json.WriteString("status", record.IsBanned ? "BANNED" : "CONNECTED");
        json.WriteStartObject("webhook_configuration");
        if (record.Hook is not null)
            json.WriteString("phone_number", record.Hook);
        json.WriteEndObject();
    });

    private async Task<CloudAnswer> SetHook(string number, JsonElement body)
    {
        var url = CloudRequest.Text(body, "webhook_configuration", "override_callback_uri");
        if (url is null)
            return CloudAnswer.Error(HttpStatusCode.BadRequest, 100, "There is no override_callback_uri.");

        await _records.Change(number, r => r with { Hook = url.Length == 0 ? null : url });
        return CloudAnswer.Done;
    }

    private async Task<CloudAnswer> Message(string number, JsonElement body)
    {
        if ((await _records.Find(number)).IsBanned)
            return CloudAnswer.Error(HttpStatusCode.Forbidden, 131031, "The simulated business account is locked.");
        if (CloudRequest.Text(body, "status") == "read")
            return CloudAnswer.Done;
        if (CloudRequest.Text(body, "to") is not { } to)
            return CloudAnswer.Error(HttpStatusCode.BadRequest, 131008, "There is no 'to'.");

        var ours = CloudRequest.Text(body, "biz_opaque_callback_data");
        return await Refusal(number, to, ours, body) ?? await Take(number, to, ours, body);
    }

    /// <summary>Why a message is not taken; null where it is.</summary>
    private async Task<CloudAnswer?> Refusal(string number, string to, string? ours, JsonElement body)
    {
        var type = CloudRequest.Text(body, "type");
        if (GatewayRecipients.Of(to) is GatewayFate.Refused)
            return CloudAnswer.Error(HttpStatusCode.BadRequest, CloudRecipients.Undeliverable, "The number has no WhatsApp.");
        if (to.EndsWith(CloudRecipients.OutsideWindow, StringComparison.Ordinal) && type != "template")
            return CloudAnswer.Error(HttpStatusCode.BadRequest, 131047, "More than 24 hours have passed since the person wrote.");
        if (to.EndsWith(CloudRecipients.LimitedOnce, StringComparison.Ordinal) && IsFirst(ours ?? to))
            return CloudAnswer.Error(HttpStatusCode.BadRequest, 130429, "Too many messages at once.");
        if (type == "template" && await Business(number) is { } business
            && !await _templates.IsApproved(business, CloudRequest.Text(body, "template", "name"), CloudRequest.Text(body, "template", "language", "code")))
            return CloudAnswer.Error(HttpStatusCode.NotFound, 132001, "There is no approved template of this name in this language.");
        return null;
    }

    private bool IsFirst(string message)
    {
        lock (_lock)
        {
            if (_limited.Remove(message))
                return false;
            if (_limited.Count == MostLimited)
                _limited.Clear();
            return _limited.Add(message);
        }
    }

    private async Task<string?> Business(string number) => (await _options.Known(number)).FirstOrDefault(a => a.PhoneNumberId == number)?.BusinessId;

    private async Task<CloudAnswer> Take(string number, string to, string? ours, JsonElement body)
    {
        var (id, fate) = (MessageId(), GatewayRecipients.Of(to));
        if (fate is GatewayFate.Delivered or GatewayFate.Read && CloudShapes.Shown(body, (id, to, CloudRecipients.NumberOf(number))) is { } shown)
            Arrived?.Invoke(shown);
        foreach (var word in CloudRecipients.Words(fate))
            await Tell(number, "messages", json => CloudCalls.WriteStatus(json, number, (id, to, ours), word, _clock.GetUtcNow()));
        return fate is GatewayFate.Broken ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The simulated connection broke.") : CloudAnswer.Good(json =>
        {
            json.WriteString("messaging_product", "whatsapp");
            json.WriteStartArray("messages");
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    /// <summary>It is looked at as soon as it is handed in, and what came of it is told as the real one tells it.</summary>
    private async Task<CloudAnswer> Add(string business, JsonElement body)
    {
        var (answer, added) = await _templates.Add(business, body);
        if (added is not null)
            foreach (var access in (await _options.Known(business)).Where(a => a.BusinessId == business))
                await Tell(access.PhoneNumberId, "message_template_status_update", json =>
                {
                    json.WriteString("event", added.Status);
                    json.WriteString("message_template_id", added.Id);
                    json.WriteString("message_template_name", added.Name);
                    json.WriteString("message_template_language", added.Language);
                    json.WriteString("reason", added.Reason);
                });
        return answer;
    }

    /// <summary>Calls for a number; false where nobody is called for it.</summary>
    private async Task<bool> Tell(string number, string field, Action<Utf8JsonWriter> value)
    {
        if ((await _records.Find(number)).Hook is not { } hook || (await _options.Known(number)).FirstOrDefault(a => a.PhoneNumberId == number) is not { } access)
            return false;

        await _calls.Add(CloudCalls.Of(hook, access, field, value));
        return true;
    }

    /// <summary>In the form of the real ones, but with no phone number in it.</summary>
    private string MessageId() => "wamid." + Convert.ToBase64String(Encoding.ASCII.GetBytes(NextId()));

    private string NextId() =>
        string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow().ToUnixTimeMilliseconds()}{Interlocked.Increment(ref _ids):000000}{Environment.ProcessId}");
}
