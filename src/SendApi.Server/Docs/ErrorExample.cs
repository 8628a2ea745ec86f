using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Docs;

/// <summary>A whole error answer as a client would get it, made from the catalogue entry and the facts that entry carries.</summary>
public static class ErrorExample
{
    private const string RequestId = "req_01J9ZK3V5T8W2Y4A6C8E0G2J4M";

    /// <summary>Relaxed, since the pages encode it once more: a quote should be read as a quote.</summary>
    internal static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The field that is at fault, for the codes that name one in <c>details</c>.</summary>
    private static readonly IReadOnlyDictionary<ErrorCode, string> Fields = new Dictionary<ErrorCode, string>
    {
        [Errors.InvalidRequest] = "content",
        [Errors.InvalidPhone] = "to",
        [Errors.InvalidSession] = "session_id",
        [Errors.RecipientSuppressed] = "to",
        [Errors.InvalidTemplate] = "template",
        [Errors.InvalidSender] = "sender_id",
        [Errors.InvalidFromDomain] = "from",
        [Errors.ContentBlocked] = "content",
        [Errors.DestinationBlocked] = "to",
    };

    /// <summary>The facts of the case that an entry carries beside its message.</summary>
    private static readonly IReadOnlyDictionary<ErrorCode, (string Name, object Value)[]> Facts = new Dictionary<ErrorCode, (string, object)[]>
    {
        [Errors.QuotaExceeded] = [("used", 100), ("limit", 100), ("resets_at", "2026-04-01T00:00:00Z"), ("upgrade_url", "/docs/billing#plans")],
        [Errors.SmsBalanceLow] = [("balance", MoneyView.Of(12_000)), ("required", MoneyView.Of(45_000)), ("top_up_url", "/docs/billing#top-up")],
        [Errors.SubscriptionInactive] = [("upgrade_url", "/docs/billing#plans")],
        [Errors.RateLimitExceeded] = [("retry_after", 12)],
        [Errors.InsufficientScope] = [("required_scope", "sms:write")],
        [Errors.OtpRateLimit] = [("retry_after", 1_140)],
        [Errors.IdempotencyInProgress] = [("retry_after", 1)],
        [Errors.Overloaded] = [("retry_after", 5)],
    };

    /// <summary>Whether an answer with this number says how long to wait.</summary>
    public static bool HasRetryAfter(ErrorCode code) => Facts.GetValueOrDefault(code)?.Any(f => f.Name == "retry_after") == true;

    /// <summary>The head of the answer: its status line and the headers worth knowing.</summary>
    public static string Head(ErrorCode code)
    {
        var head = new StringBuilder($"HTTP/1.1 {StatusLine(code.Status)}\nContent-Type: application/json; charset=utf-8\nX-Request-Id: {RequestId}");
        if (Facts.GetValueOrDefault(code)?.FirstOrDefault(f => f.Name == "retry_after") is { Name: not null } wait)
            head.Append($"\nRetry-After: {wait.Value}");
        if (code == Errors.MissingApiKey || code == Errors.InvalidApiKey)
            head.Append("\nWWW-Authenticate: Bearer");
        if (code == Errors.MethodNotAllowed)
            head.Append("\nAllow: POST");
        return head.ToString();
    }

    /// <summary>The body of the answer as indented JSON; links in it lead to <paramref name="origin"/>.</summary>
    public static string Body(ErrorCode code, string origin)
    {
        var error = new JsonObject
        {
            ["type"] = code.Type,
            ["message"] = code.Example,
            ["code"] = code.Number,
            ["request_id"] = RequestId,
        };
        if (Fields.TryGetValue(code, out var field))
            error["details"] = new JsonArray(new JsonObject { ["field"] = field, ["message"] = code.Example });
        foreach (var (name, value) in Facts.GetValueOrDefault(code) ?? [])
            error[name] = value switch
            {
                int number => number,
                MoneyView money => JsonSerializer.SerializeToNode(money, ApiJson.Info<MoneyView>()),
                _ => name.EndsWith("_url", StringComparison.Ordinal) ? origin + value : (string)value,
            };
        error["doc_url"] = $"{origin}/docs/errors/{code.Number}";

        var answer = new JsonObject
        {
            ["success"] = false,
            ["error"] = error,
            ["meta"] = new JsonObject { ["request_id"] = RequestId, ["timestamp"] = "2026-03-09T14:30:00Z" },
        };
        return answer.ToJsonString(Indented).ReplaceLineEndings("\n");
    }

    /// <summary>The statuses an entry is answered with, in words: <c>429 Too Many Requests</c>.</summary>
    public static string Statuses(ErrorCode code) =>
        code == Errors.InvalidRequest ? $"{StatusLine(400)}, or {StatusLine(code.Status)}" : StatusLine(code.Status);

    private static string StatusLine(int status) => $"{status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}";
}
