using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>What all bodies have in common.</summary>
public static class Body
{
    /// <summary>The largest body that is read: 1 MiB.</summary>
    public const int LimitBytes = 1024 * 1024;

    /// <summary>A body that may be left out: then it is as if an empty object had been sent.</summary>
    public static async ValueTask<Body<T>> OrNone<T>(HttpContext http) where T : class, new() =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            ? new Body<T>(new T(), $"{http.Request.Method} {http.Request.Path}")
            : await Body<T>.BindAsync(http);
}

/// <summary>A JSON body, read whole and parsed; every way it can be unreadable has its number and names the place.</summary>
/// <param name="Value">The parsed request.</param>
/// <param name="Fingerprint">The SHA-256 of method, path and body in hexadecimal when an Idempotency-Key was sent, else null.</param>
public sealed record Body<T>(T Value, string? Fingerprint) where T : class
{
    public static async ValueTask<Body<T>> BindAsync(HttpContext http)
    {
        var request = http.Request;
        RefuseOtherTypes(request);
        if (request.ContentLength > Body.LimitBytes)
            throw new Refusal(Errors.PayloadTooLarge, $"The body has {request.ContentLength:N0} bytes; {Body.LimitBytes:N0} are the most. Send less in one request.");

        var reader = request.BodyReader;
        var read = await reader.ReadAtLeastAsync(Body.LimitBytes + 1, http.RequestAborted);
        try
        {
            if (read.Buffer.Length > Body.LimitBytes)
                throw new Refusal(Errors.PayloadTooLarge, $"The body is larger than {Body.LimitBytes:N0} bytes. Send less in one request.");
            return new Body<T>(Parse(read.Buffer), IdempotencyKey.IsSent(request) ? Hash(request, read.Buffer) : null);
        }
        finally
        {
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    private static void RefuseOtherTypes(HttpRequest request)
    {
        var type = request.ContentType;
        if (type is "application/json" or "application/json; charset=utf-8" || (type is null && request.ContentLength is null or 0))
            return;

        if (!request.HasJsonContentType())
            throw new Refusal(Errors.UnsupportedMediaType, $"Content-Type '{type}' is not supported. Send application/json.");

        var charset = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type!).CharSet?.Trim('"');
        if (charset is not null && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new Refusal(Errors.UnsupportedMediaType, $"The charset '{charset}' is not supported. Send UTF-8.");
    }

    private static T Parse(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw Refusal.Unreadable("The body is empty. Send a JSON object with the header Content-Type: application/json.");

        try
        {
            var reader = new Utf8JsonReader(bytes, ApiJson.ReaderOptions);
            var value = JsonSerializer.Deserialize(ref reader, ApiJson.Info<T>())
                ?? throw Refusal.Unreadable("The body is null. Send a JSON object.");
            return reader.Read() ? throw Refusal.Unreadable("There is text after the JSON object.") : value;
        }
        catch (JsonException fault)
        {
            throw Unreadable(fault);
        }
    }

    private static Refusal Unreadable(JsonException fault)
    {
        var field = fault.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;
        var place = $"line {(fault.LineNumber ?? 0) + 1}, byte {(fault.BytePositionInLine ?? 0) + 1}";
        var where = field is null ? "" : $" (in '{field}')";
        if (fault.Message.StartsWith(UnicodeText.NotUnicode, StringComparison.Ordinal))
            return Refusal.Unreadable($"The body holds text that is not valid UTF-8 at {place}{where}.", field);
        // The reader's own fault, here as the inner one or without a path, means that the JSON itself is broken.
        if (fault.Path is null || fault.InnerException is JsonException)
            return Refusal.Unreadable($"The body is not valid JSON at {place}{where}.", field);
        return field is null
            ? Refusal.Unreadable($"The body must be a JSON object (at {place}).")
            : Refusal.Unreadable($"'{field}' has the wrong JSON type or is given twice (at {place}).", field);
    }

    private static string Hash(HttpRequest request, in ReadOnlySequence<byte> bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        foreach (var part in bytes)
            hash.AppendData(part.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
