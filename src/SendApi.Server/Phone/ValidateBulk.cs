using System.Text.Json;
using SendApi.Core;
using SendApi.Core.Phones;
using SendApi.Server.Http;

namespace SendApi.Server.Phone;

/// <summary>POST /v1/phone/validate-bulk: what up to 1,000 numbers are, a row each in the order in which they were sent.</summary>
public static class ValidateBulk
{
    /// <summary>After so many rows what is ready is sent, and other requests get their turn.</summary>
    private const int RowsInOneGo = 64;

    public sealed record Request
    {
        public IReadOnlyList<PhoneEntry>? Numbers { get; init; }
        public string? Country { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/phone/validate-bulk", Handle)
        .NeedsAnyKey()
        .Refuses(Errors.InvalidRequest, Errors.PayloadTooLarge, Errors.UnsupportedMediaType)
        .Describes(PhoneDocs.ValidateBulk);

    /// <summary>Written as it is worked out: a whole answer has half a megabyte, and one for each connection would fill the memory.</summary>
    private static async Task Handle(Body<Request> body, HttpContext http, PhoneWarmUp tables, CancellationToken ct)
    {
        var rows = PhoneOrder.Parse(body.Value);
        tables.Begin();
        var response = http.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";

        await using var json = ApiJson.Writer(response.BodyWriter);
        var valid = 0;
        Begin(json);
        for (var i = 0; i < rows.Count; i++)
        {
            valid += Write(json, rows[i]) ? 1 : 0;
            if (i % RowsInOneGo != RowsInOneGo - 1)
                continue;
            await json.FlushAsync(ct);
            await response.BodyWriter.FlushAsync(ct);
            await Task.Yield();
        }

        End(json, rows.Count, valid);
        await json.FlushAsync(ct);
    }

    private static void Begin(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("success", true);
        json.WriteStartObject("data");
        json.WriteStartArray("results");
    }

    private static bool Write(Utf8JsonWriter json, PhoneEntry row)
    {
        var number = row.Number ?? ""; // Refused before where it is null.
        var found = PhoneCheck.Of(number, row.Country);
        PhoneWriter.Write(json, number, row.Country, found);
        return found.Fault is null;
    }

    private static void End(Utf8JsonWriter json, int total, int valid)
    {
        json.WriteEndArray();
        json.WriteNumber("total", total);
        json.WriteNumber("valid", valid);
        json.WriteNumber("invalid", total - valid);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
