using System.Globalization;
using System.Text.Json;
using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>Writes a refusal as the contract's envelope, with the headers that belong to it. Nothing else writes an error answer.</summary>
public static class ErrorAnswer
{
    public static async Task Write(HttpContext http, Refusal refusal, DateTimeOffset now)
    {
        var response = http.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfter is { } wait)
            response.Headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
        if (refusal.Code == Errors.MissingApiKey || refusal.Code == Errors.InvalidApiKey)
            response.Headers.WWWAuthenticate = "Bearer";

        await using (var json = ApiJson.Writer(response.BodyWriter))
            Write(json, http, refusal, now);
        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    /// <summary>A wait in whole seconds, rounded up: who waits that long is surely late enough.</summary>
    public static long Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));

    private static void Write(Utf8JsonWriter json, HttpContext http, Refusal refusal, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteBoolean("success", false);
        json.WriteStartObject("error");
        json.WriteString("type", refusal.Code.Type);
        json.WriteString("message", refusal.Message);
        json.WriteNumber("code", refusal.Code.Number);
        json.WriteString("request_id", http.TraceIdentifier);
        WriteDetails(json, refusal);
        if (refusal.RetryAfter is { } wait)
            json.WriteNumber("retry_after", Seconds(wait));
        if (refusal.RequiredScope is { } scope)
            json.WriteString("required_scope", scope);
        if (refusal.Allotment is { } allotment)
        {
            json.WriteNumber("used", allotment.Used);
            json.WriteNumber("limit", allotment.Limit);
            json.WriteString("resets_at", allotment.ResetsAt.UtcDateTime);
        }

        if (refusal.Shortfall is { } shortfall)
        {
            WriteMoney(json, "balance", shortfall.Balance);
            WriteMoney(json, "required", shortfall.Required);
            json.WriteString("top_up_url", Url(http.Request, "/docs/billing#top-up"));
        }

        if (refusal.ShowsUpgrade)
            json.WriteString("upgrade_url", Url(http.Request, "/docs/billing#plans"));
        json.WriteString("doc_url", Url(http.Request, string.Create(CultureInfo.InvariantCulture, $"/docs/errors/{refusal.Code.Number}")));
        json.WriteEndObject();
        json.WriteStartObject("meta");
        json.WriteString("request_id", http.TraceIdentifier);
        json.WriteString("timestamp", now.UtcDateTime);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, Refusal refusal)
    {
        if (refusal.Details.Count == 0)
            return;

        json.WriteStartArray("details");
        foreach (var detail in refusal.Details)
        {
            json.WriteStartObject();
            json.WriteString("field", detail.Field);
            json.WriteString("message", detail.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMoney(Utf8JsonWriter json, string name, long millionths)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, MoneyView.Of(millionths), ApiJson.Info<MoneyView>());
    }

    /// <summary>A path of this server as the caller reaches it.</summary>
    public static string Url(HttpRequest request, string path) =>
        request.Host.HasValue ? $"{request.Scheme}://{request.Host.Value}{path}" : path;
}
