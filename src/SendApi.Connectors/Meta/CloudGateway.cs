using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Meta;

/// <summary>Where Meta's Graph API is and how it is spoken to.</summary>
/// <param name="Graph">With the version, such as <c>https://graph.facebook.com/v23.0/</c>.</param>
/// <param name="Access">What a session is let in with; null for one that is gone. It throws <see cref="GatewayFault"/> where that cannot be read.</param>
/// <param name="Media">Opens the files that are sent.</param>
public sealed record CloudOptions(string Name, Uri Graph, Func<string, CancellationToken, Task<CloudAccess?>> Access, MediaSource Media)
{
    /// <summary>Where Meta is to call for a session, 200 characters at most, and the verify token that it must give; null where it cannot reach us.</summary>
    public Func<string, GatewayHook>? Hook { get; init; }

    /// <summary>The built-in simulator in place of the network.</summary>
    public HttpMessageHandler? Inside { get; init; }
}

/// <summary>A client of Meta's WhatsApp Cloud API.</summary>
/// <remarks>
/// Source: WhatsApp Business Platform documentation: Cloud API, Messages; Business phone numbers; Webhooks, Webhook overrides. What is told of templates and of the
/// business account goes to the address of Meta's app alone, whatever address a number has, so whoever needs it looks, or gives the app that address.
/// </remarks>
public sealed class CloudGateway : ISessionGateway, IDisposable
{
    private readonly CloudOptions _options;
    private readonly CloudGraph _graph;
    private readonly CloudMedia _media;
    private readonly CloudTemplates _templates;

    public CloudGateway(CloudOptions options, TimeProvider clock)
    {
        _options = options;
        _graph = new CloudGraph(options, clock);
        _media = new CloudMedia(_graph, options);
        _templates = new CloudTemplates(_graph);
    }

    public string Name => _options.Name;

    public TimeSpan SendLimit => CloudGraph.Longest;

    /// <summary>Has Meta call for the number. Meta asks the address for its handshake before it answers, so the address must be there.</summary>
    public async Task Start(string session, CancellationToken ct)
    {
        var access = await Access(session, ct);
        var apps = $"{CloudGraph.Id(access.BusinessId)}/subscribed_apps";
        // Subscribing anew would take away an address that the operator gave the whole account, and with it the news of its other numbers.
        if ((await _graph.Page(access, apps)).List("data")?.Any(a => a.At("override_callback_uri") is not null) != true)
            CloudGraph.Good(access, await _graph.Ask(access, HttpMethod.Post, apps));
        if (_options.Hook is { } hook)
            CloudGraph.Good(access, await SetHook(access, hook(session)));
    }

    public async Task<GatewayLook> Look(string session, CancellationToken ct)
    {
        if (await _options.Access(session, ct) is not { } access)
            return new(GatewayState.Missing, null);

        var answer = await _graph.Ask(access, HttpMethod.Get, $"{CloudGraph.Id(access.PhoneNumberId)}?fields=display_phone_number,status,webhook_configuration");
        return answer.IsSuccess ? State(session, JsonText.Parse(answer.Body)) : CloudFault.Read(JsonText.Parse(answer.Body), access.Token).Known?.Meaning switch
        {
            CloudMeaning.LoggedOut => new(GatewayState.LoggedOut, null),
            CloudMeaning.Closed => new(GatewayState.Banned, null),
            _ => throw CloudGraph.Fault(access, answer),
        };
    }

    /// <summary>Meta calls no more for the number. It stays registered, and may be let in again.</summary>
    public async Task Leave(string session, CancellationToken ct)
    {
        if (_options.Hook is null || await _options.Access(session, ct) is not { } access)
            return;

        var answer = await SetHook(access, new("", ""));
        // Whom Meta does not let in cannot take the address away, and leaves all the same.
        var isShut = answer.Status is 401 or 403 or 404 || CloudFault.Read(JsonText.Parse(answer.Body), access.Token).Known?.Meaning is CloudMeaning.LoggedOut or CloudMeaning.Closed or CloudMeaning.Refused;
        if (!answer.IsSuccess && !isShut)
            throw CloudGraph.Fault(access, answer);
    }

    public async Task<SendOutcome> Send(string session, WhatsAppSubmission submission, CancellationToken ct)
    {
        if (CloudContent.Refuse(submission.Content) is { } refused)
            return refused;

        try
        {
            var access = await Access(session, ct);
            var file = submission.Content is WhatsAppContent.Media media ? await _media.Upload(access, submission, media, ct) : default;
            if (file.Outcome is { } outcome)
                return outcome with { Exchanges = Some(file.Exchange) };

            var (heard, exchange) = await _graph.Post(access, Messages(access), CloudContent.Request(submission, file.Id), submission);
            return Outcome(access, heard) with { Exchanges = Some(file.Exchange, exchange) };
        }
        catch (GatewayFault fault)
        {
            // Said of the access, before anything left.
            return new SendOutcome.TryLater(fault.Message);
        }
    }

    public async Task MarkRead(string session, PhoneNumber from, string messageId, CancellationToken ct)
    {
        var access = await Access(session, ct);
        CloudGraph.Good(access, await _graph.Ask(access, HttpMethod.Post, Messages(access), JsonBytes.Object(json =>
        {
            json.WriteString("messaging_product", "whatsapp");
            json.WriteString("status", "read");
            json.WriteString("message_id", messageId);
        })));
    }

    public async Task<ReceivedFile?> Fetch(string session, string reference, int longest, CancellationToken ct) =>
        await _media.Fetch(await Access(session, ct), reference, longest);

    /// <summary>All templates of the session's business account, up to a bound.</summary>
    public async Task<IReadOnlyList<CloudTemplate>> Templates(string session, CancellationToken ct) => await _templates.All(await Access(session, ct), ct);

    /// <summary>Hands a template in for approval. Throws <see cref="CloudRefused"/> with Meta's code and words where Meta does not take it.</summary>
    /// <param name="draft">Its components are an array, as JSON; its id, status and reason are not read.</param>
    public async Task<CloudTemplate> AddTemplate(string session, CloudTemplate draft, CancellationToken ct) => await _templates.Add(await Access(session, ct), draft);

    /// <summary>Takes a template away, in its language only. One that is gone already is no fault; what Meta refuses is <see cref="CloudRefused"/>.</summary>
    public async Task RemoveTemplate(string session, CloudTemplate template, CancellationToken ct) => await _templates.Remove(await Access(session, ct), template);

    public void Dispose() => _graph.Dispose();

    private async Task<CloudAccess> Access(string session, CancellationToken ct) =>
        await _options.Access(session, ct) ?? throw new GatewayFault("The session is gone, and its access to Meta's Cloud API with it.");

    private Task<HttpHeard.Answered> SetHook(CloudAccess access, GatewayHook hook) => _graph.Ask(access, HttpMethod.Post, CloudGraph.Id(access.PhoneNumberId), JsonBytes.Object(json =>
    {
        json.WriteStartObject("webhook_configuration");
        json.WriteString("override_callback_uri", hook.Url);
        if (hook.Key.Length > 0)
            json.WriteString("verify_token", hook.Key);
        json.WriteEndObject();
    }));

    /// <summary>A number whose news go elsewhere is not ours yet: starting it sets that right.</summary>
    private GatewayLook State(string session, JsonElement? said)
    {
        if (_options.Hook is { } hook && JsonText.Find(said, "webhook_configuration") is { ValueKind: JsonValueKind.Object } && said.At("webhook_configuration.phone_number") != hook(session).Url)
            return new(GatewayState.Stopped, null);

        return said.At("status") switch
        {
            // It sends, if less than it might.
            null or "CONNECTED" or "FLAGGED" or "RATE_LIMITED" or "RESTRICTED" => new(GatewayState.Working, Phone(said.At("display_phone_number"))),
            "BANNED" => new(GatewayState.Banned, null),
            var other => throw new GatewayFault($"Meta calls the number '{HttpOutcomes.Short(other, 40)}': it does not send. Register it with the Cloud API."),
        };
    }

    /// <summary>Meta shows numbers for people, such as <c>+1 631-555-5555</c>.</summary>
    private static string? Phone(string? shown) =>
        shown is not null && PhoneNumber.Read("+" + string.Concat(shown.Where(char.IsAsciiDigit)), out var number) is null ? number.Value : null;

    private static string Messages(CloudAccess access) => $"{CloudGraph.Id(access.PhoneNumberId)}/messages";

    private static IReadOnlyList<Exchange> Some(params IEnumerable<Exchange?> exchanges) => [.. exchanges.OfType<Exchange>()];

    private static SendOutcome Outcome(CloudAccess access, HttpHeard heard) => heard switch
    {
        HttpHeard.Answered { IsSuccess: true } answer => JsonText.Parse(answer.Body).At("messages[0].id") is { } id ? new SendOutcome.Accepted([id]) : HttpOutcomes.Unreadable(answer),
        HttpHeard.Answered answer => CloudErrors.Of(answer, access.Token),
        HttpHeard.NotSent notSent => new SendOutcome.TryLater($"Meta's Cloud API cannot be reached: {notSent.Why}."),
        HttpHeard.Silence silence => new SendOutcome.Unknown(silence.Why),
        _ => throw new InvalidOperationException("An exchange ended in a way that is not known."),
    };
}
