using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Suppressions;

/// <summary>POST /v1/suppressions/import: takes a CSV file into the list as it arrives, and says which lines it could not take.</summary>
public static class ImportSuppressions
{
    /// <summary>The largest file: 256 MiB, about six million addresses.</summary>
    public const long LimitBytes = 256L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/suppressions/import", Handle)
        .Needs(Scopes.SuppressionsWrite)
        .Refuses(Errors.InvalidRequest, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SuppressionDocs.Import);

    private static async Task<Answer> Handle(Caller caller, HttpContext http, Db db, Idempotency idempotency, TimeProvider clock)
    {
        RefuseOtherTypes(http.Request);
        if (http.Request.ContentLength > LimitBytes)
            throw TooLarge("Nothing was imported.");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LimitBytes;

        using var hash = IdempotencyKey.IsSent(http.Request) ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        using var text = new StreamReader(http.Request.Body, Encoding.UTF8, leaveOpen: true);
        var lines = new CsvLines(text, hash);
        var import = new SuppressionImport(db, SuppressionList.Of(caller), clock);
        return await idempotency.RunStreamed(http, caller, () => Fingerprint(http, lines, hash), async record =>
        {
            await Take(import, lines, (session, tally) => Idempotency.Keep(session, record, Answer.Ok(tally)), http.RequestAborted);
            return Answer.Ok(import.Tally);
        });
    }

    /// <summary>Runs the import; a fault on the way is answered with what stands on the list already.</summary>
    private static async Task Take(SuppressionImport import, CsvLines lines, Func<Session, ImportTally, Task> atEnd, CancellationToken ct)
    {
        try
        {
            await import.Run(lines, _ => { }, atEnd, ct);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(SoFar(import.Tally));
        }
        catch (StoreUnavailable) when (import.Tally.Imported > 0)
        {
            throw new Refusal(Errors.Overloaded, $"The server cannot write to its store just now. {SoFar(import.Tally)} Retry after 2 seconds.") { RetryAfter = TimeSpan.FromSeconds(2) };
        }
    }

    private static async Task<string> Fingerprint(HttpContext http, CsvLines lines, IncrementalHash? hash)
    {
        await lines.Skip(http.RequestAborted);
        var sum = hash ?? throw new InvalidOperationException("Only a request with an Idempotency-Key has a fingerprint.");
        return $"{http.Request.Method} {http.Request.Path} {Convert.ToHexStringLower(sum.GetCurrentHash())}";
    }

    private static void RefuseOtherTypes(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !"text/csv".Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
            throw new Refusal(Errors.UnsupportedMediaType, $"Content-Type '{request.ContentType}' is not supported here. Send text/csv.");

        if (type.CharSet?.Trim('"') is { } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new Refusal(Errors.UnsupportedMediaType, $"The charset '{charset}' is not supported. Send UTF-8.");
    }

    private static string SoFar(ImportTally tally) => tally.Imported == 0
        ? "Nothing was imported."
        : $"{Shown.Count(tally.Imported)} addresses were imported before that and stay; repeat the import, what is listed is passed over.";

    private static Refusal TooLarge(string soFar) => new(Errors.PayloadTooLarge, $"The file is larger than {Shown.Count(LimitBytes)} bytes. {soFar} Split it, or use 'sendapi suppressions import'.");
}
