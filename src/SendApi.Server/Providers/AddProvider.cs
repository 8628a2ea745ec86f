using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Providers;

/// <summary>POST /v1/admin/providers, sendapi providers add: adds a provider. All nodes open their links within a second.</summary>
public static class AddProvider
{
    private const int LongestName = 100;

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Name { get; init; }
        public string? Kind { get; init; }
        public Dictionary<string, string?>? Settings { get; init; }
    }

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPost("/providers", Handle)
        .Refuses(Errors.InvalidRequest, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(ProviderDocs.Add);

    /// <summary>Adds it; 4000 for settings that could never work, 4090 for a name that is taken.</summary>
    public static async Task<ProviderRow> Run(Session session, Request request, ProviderDesk desk, DateTimeOffset now)
    {
        var fields = new Fields();
        var name = fields.Required("name", $"a name of its own, 1 to {LongestName} characters", request.Name?.Trim());
        var kind = fields.Required("kind", $"one of {string.Join(", ", desk.Infos.Select(i => i.Kind))}", request.Kind);
        fields.Text("name", name, LongestName);
        if (name.Any(char.IsControl))
            fields.Add("name", "'name' must not hold control characters.");
        if (name == Queues.Test)
            fields.Add("name", $"'{Queues.Test}' is the name of the built-in one. Choose another.");
        fields.Refuse();

        var settings = await desk.Seal(kind, request.Settings ?? []);
        return await ProviderRows.Add(session, name, kind, settings, now)
            ?? throw new Refusal(Errors.Conflict, $"There is a provider '{Shown.Cut(name)}' already. Remove it first, or choose another name.", "name");
    }

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, ProviderTools tools) =>
        tools.Idempotency.Write(http, caller, body, async session =>
        {
            var row = await Run(session, body.Value, tools.Desk, tools.Clock.GetUtcNow());
            return Answer.Created($"/v1/admin/providers/{row.Id}", await ProviderView.Of(session, row, tools));
        });
}
