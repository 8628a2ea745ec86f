using System.Globalization;
using SendApi.Core;
using SendApi.Server.Delivery;
using SendApi.Server.Http;
using SendApi.Server.Ledger;

namespace SendApi.Server.Keys;

/// <summary>POST /v1/api-keys: makes a key of the caller's account and shows its text this once.</summary>
public static class CreateKey
{
    private const int LongestName = 100, YearsAhead = 100;

    /// <summary>The body. The world of the key is said by <c>is_test</c> or by <c>mode</c>; without either it is the caller's own.</summary>
    public sealed record Request
    {
        public string? Name { get; init; }
        public List<string?>? Scopes { get; init; }
        public bool? IsTest { get; init; }
        public string? Mode { get; init; }
        public string? ExpiresAt { get; init; }
        public List<string?>? Networks { get; init; }
        public string? SpendLimit { get; init; }
        public long? RecipientLimit { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/api-keys", Handle)
        .Needs(Scopes.Admin)
        .Refuses(Errors.InvalidRequest, Errors.InsufficientScope, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(KeyDocs.Create);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, body, async session =>
        {
            var now = clock.GetUtcNow();
            var key = Parse(body.Value, caller, now);
            if (caller.IsTest && !key.IsTest)
                throw new Refusal(Errors.InsufficientScope, "A test key makes test keys only. Use a live key with the scope 'admin' to make a live one.");

            var (id, secret) = await KeyRows.Create(session, key, now);
            return KeyView.Made(await GetKey.Find(session, caller, id), secret, now);
        });

    private static NewKey Parse(Request request, Caller caller, DateTimeOffset now)
    {
        var fields = new Fields();
        var name = fields.Required("name", "what the key is for, to recognize it by", request.Name?.Trim());
        fields.Text("name", name, LongestName);
        var scopes = ReadScopes(fields, request.Scopes);
        var isTest = ReadWorld(fields, request, caller.IsTest);
        var expires = fields.Time("expires_at", request.ExpiresAt, now, now.AddYears(YearsAhead));
        var networks = ReadNetworks(fields, request.Networks ?? []);
        var spend = request.SpendLimit is null ? null : Amounts.Read(request.SpendLimit);
        if (request.SpendLimit is not null && spend is null or < 0)
            fields.Add("spend_limit", "'spend_limit' must be an amount of US dollars such as \"25.00\", 0 or more, with at most six places.");
        if (request.RecipientLimit < 0)
            fields.Add("recipient_limit", string.Create(CultureInfo.InvariantCulture, $"'recipient_limit' is {request.RecipientLimit}; it must be 0 or more."));
        fields.Refuse();

        return new NewKey(caller.AccountId, name, scopes, isTest, expires) { Networks = networks, Limits = new KeyLimits(spend, request.RecipientLimit) };
    }

    private static List<string> ReadScopes(Fields fields, List<string?>? scopes)
    {
        if (scopes is not { Count: > 0 })
            fields.Add("scopes", $"'scopes' is required: one at least of {string.Join(", ", Scopes.All)}.");

        for (var i = 0; i < scopes?.Count; i++)
            if (!Scopes.All.Contains(scopes[i]))
                fields.Add($"scopes[{i}]", $"There is no scope '{Cut(scopes[i])}'. Scopes: {string.Join(", ", Scopes.All)}.");
        return [.. Scopes.All.Where(s => scopes?.Contains(s) == true)];
    }

    private static bool ReadWorld(Fields fields, Request request, bool otherwise)
    {
        if (request.Mode is not (null or "live" or "test"))
            fields.Add("mode", "'mode' must be 'live' or 'test'.");
        else if (request.Mode is not null && request.IsTest is not null && request.IsTest != (request.Mode == "test"))
            fields.Add("mode", "'mode' and 'is_test' contradict each other. Give one of them.");
        return request.IsTest ?? (request.Mode is null ? otherwise : request.Mode == "test");
    }

    private static List<string> ReadNetworks(Fields fields, List<string?> networks)
    {
        if (networks.Count > SourceNetworks.Most)
        {
            fields.Add("networks", $"'networks' has {networks.Count} entries; {SourceNetworks.Most} are the most.");
            return [];
        }

        var read = new List<string>();
        for (var i = 0; i < networks.Count; i++)
            if (SourceNetworks.Read(networks[i] ?? "", out var network) is { } fault)
                fields.Add($"networks[{i}]", fault);
            else
                read.Add(network.ToString());
        return [.. read.Distinct()];
    }

    private static string? Cut(string? text) => text is { Length: > 40 } ? text[..40] + "…" : text;
}
