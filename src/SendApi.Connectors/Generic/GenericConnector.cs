using System.Text.RegularExpressions;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Generic;

/// <summary>Texts through any provider whose HTTP API can be described by settings.</summary>
public static class GenericConnector
{
    public static readonly ConnectorInfo Info = new("http", "Any provider over HTTP, described by settings",
    [
        new("url", "Where a text is sent to. Places such as {{to}} are filled in.", Required: true, Secret: true),
        new("method", "POST, PUT or GET.", Default: "POST"),
        new("content_type", "What the body is; it decides how values are escaped in it.", Default: "application/json"),
        new("headers", "Headers, one a line, such as Authorization: Bearer ABC. {{id}} is filled in.", Secret: true),
        new("body", "The body. Places: {{to}} {{to_digits}} {{from}} {{from_digits}} {{content}} {{content_hex}} {{id}} {{callback_url}} {{valid_seconds}} {{encoding}} {{segments}}.", Secret: true),
        new("accepted_status", "The statuses of an answer that took the text.", Default: "200-299"),
        new("accepted_when", "A regular expression that such an answer's body must match; without a match the outcome is unknown."),
        new("rejected_when", "A regular expression for bodies that refuse the text for good."),
        new("later_when", "A regular expression for bodies that took nothing and may be tried later."),
        new("id_path", "Where the provider's id is in a JSON answer, such as messages[0].id."),
        new("id_pattern", "A regular expression whose first group is the id, for other answers."),
        new("code_path", "Where the number of a refusal is in a JSON answer."),
        new("reason_path", "Where the words of a refusal are in a JSON answer."),
        new("test_url", "An address that answers 2xx to a GET with the same headers when the credentials are right; for providers test.", Secret: true),
        new("callback_secret", "Proves the provider's calls to us, 16 letters, digits, - or _ or more: at the end of their address, or as the key of their signature.", Secret: true),
        new("signature_header", "The header with the HMAC of the body, in hexadecimal or Base64. Without it the secret stands at the end of the address."),
        new("signature_algorithm", "sha256, sha1 or sha512.", Default: "sha256"),
        new("receipt_list", "Where the list of receipts is, for calls that bring several as JSON."),
        new("receipt_id", "Where the id is in a receipt: a field's name, or a place in JSON."),
        new("receipt_state", "Where the state is in a receipt."),
        new("receipt_error", "Where the network's error is in a receipt."),
        new("states", "What its words mean, such as DLVRD=delivered,4=undelivered. Ours: delivered, undelivered, rejected, underway, unknown."),
        new("inbound_list", "Where the list of inbound texts is, for calls that bring several as JSON."),
        new("inbound_id", "Where the id is in an inbound text."),
        new("inbound_from", "Where it says who wrote it."),
        new("inbound_to", "Where it says to which number."),
        new("inbound_text", "Where the text is."),
        .. HttpLimits.Settings,
    ]);

    public static readonly HttpKind Kind = new(Info, Read, (provider, settings, call) => GenericCallbacks.Read(provider, Options(settings).Callbacks, call));

    private static HttpLine Read(IReadOnlyDictionary<string, string> settings) => new(HttpLimits.Parse(new SettingReader(settings)), new GenericDialect(Options(settings)));

    internal static GenericOptions Options(IReadOnlyDictionary<string, string> settings)
    {
        Info.Check(settings);
        var read = new SettingReader(settings);
        var method = read.Choice("method", ("POST", HttpMethod.Post), ("PUT", HttpMethod.Put), ("GET", HttpMethod.Get));
        var type = read.Text("content_type", 100) ?? "application/json";
        var body = read.Words("body", 20_000);
        if (body is null && method != HttpMethod.Get)
            throw new InvalidSetting("body", "http needs the setting 'body', unless its method is GET.");

        return new GenericOptions
        {
            Method = method,
            Url = GenericTemplates.Url("url", read.Text("url", 2_000) ?? ""),
            Headers = GenericTemplates.Headers(read.Words("headers", 5_000)),
            Body = GenericTemplates.Body(body ?? "", type),
            ContentType = body is null ? null : type,
            DefaultSender = read.Text("default_sender", 20),
            TestUrl = read.Text("test_url", 2_000) is { } test ? GenericTemplates.Url("test_url", test).Fill(new Dictionary<string, string>()) : null,
            AcceptedStatus = StatusSet.Parse("accepted_status", read.Text("accepted_status", 200) ?? "200-299"),
            AcceptedWhen = Pattern(read, "accepted_when"),
            RejectedWhen = Pattern(read, "rejected_when"),
            LaterWhen = Pattern(read, "later_when"),
            IdPath = read.Text("id_path", 200),
            IdPattern = Pattern(read, "id_pattern"),
            CodePath = read.Text("code_path", 200),
            ReasonPath = read.Text("reason_path", 200),
            Callbacks = Callbacks(read),
        };
    }

    private static GenericCallbackOptions Callbacks(SettingReader read)
    {
        var (secret, header) = (read.PathSecret("callback_secret"), read.Text("signature_header", 100));
        if (header is not null && secret is null)
            throw new InvalidSetting("callback_secret", "'signature_header' needs 'callback_secret', the key of the signature.");

        return new GenericCallbackOptions
        {
            Secret = secret,
            SignatureHeader = header,
            Algorithm = read.Choice("signature_algorithm", ("sha256", "sha256"), ("sha1", "sha1"), ("sha512", "sha512")),
            ReceiptList = read.Text("receipt_list", 200),
            ReceiptId = read.Text("receipt_id", 200),
            ReceiptState = read.Text("receipt_state", 200),
            ReceiptError = read.Text("receipt_error", 200),
            States = StateWords.Parse("states", read.Words("states", 2_000)),
            InboundList = read.Text("inbound_list", 200),
            InboundId = read.Text("inbound_id", 200),
            InboundFrom = read.Text("inbound_from", 200),
            InboundTo = read.Text("inbound_to", 200),
            InboundText = read.Text("inbound_text", 200),
        };
    }

    /// <summary>A pattern that takes time in proportion to what it reads, whatever an operator wrote and a provider answers.</summary>
    private static Regex? Pattern(SettingReader read, string name)
    {
        try
        {
            return read.Words(name, 500) is { } pattern ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new InvalidSetting(name, $"'{name}' must be a regular expression without look-around and back references.");
        }
    }
}
