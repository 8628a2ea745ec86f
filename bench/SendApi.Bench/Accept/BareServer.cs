using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;

namespace SendApi.Bench.Accept;

/// <summary>
/// The yardstick: what ASP.NET Core itself can do on this machine when an endpoint reads the same body and writes an answer of 479 bytes, and does
/// nothing else: no key, no check, no store.
/// </summary>
public static partial class BareServer
{
    private static readonly Option<int> Port = new("--port") { Required = true };

    /// <summary>Fills the answer up to 479 bytes, so that it costs at least what SendAPI's own answer does.</summary>
    private static readonly string Filler = new('x', 203);

    public static Command Create()
    {
        var command = new Command("bare-server", "A bare minimal endpoint, until its standard input ends.") { Port };
        command.Hidden = true;
        command.SetAction((options, ct) => Serve(options.GetValue(Port), ct));
        return command;
    }

    private static async Task<int> Serve(int port, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default));

        await using var app = builder.Build();
        app.MapGet("/readyz", () => "ok");
        app.MapPost("/v1/sms/send", Handle);
        await app.StartAsync(ct);

        // Whoever started us holds the other end: when that process is gone, so are we.
        await Console.In.ReadToEndAsync(ct);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    private static IResult Handle(Request request)
    {
        if (request.To is null || request.Content is null)
            return TypedResults.BadRequest();
        return TypedResults.Json(new Answer(true, new Message { To = request.To }), BareJson.Default.Answer, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>The body that the generator sends.</summary>
    public sealed record Request(string? To, string? Content);

    /// <summary>The envelope of a success.</summary>
    public sealed record Answer(bool Success, Message Data);

    /// <summary>SendAPI's fields, and a filler.</summary>
    public sealed record Message
    {
        public string Id { get; init; } = "sms_01JQ8ZK4W3M5N7P9R1T3V5X7Z9";

        public string Object { get; init; } = "sms.message";

        public string Status { get; init; } = "queued";

        public required string To { get; init; }

        public string? SenderId { get; init; }

        public string Encoding { get; init; } = "GSM-7";

        public int Segments { get; init; } = 1;

        public Price Price { get; init; } = new("0.000000", "USD");

        public string CreatedAt { get; init; } = "2026-03-09T14:30:00Z";

        public string Metadata { get; init; } = Filler;
    }

    /// <summary>An amount with its currency.</summary>
    public sealed record Price(string Amount, string Currency);

    /// <summary>Serializers made by the compiler, as fast as .NET has them.</summary>
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, GenerationMode = JsonSourceGenerationMode.Default)]
    [JsonSerializable(typeof(Request))]
    [JsonSerializable(typeof(Answer))]
    private sealed partial class BareJson : JsonSerializerContext;
}
