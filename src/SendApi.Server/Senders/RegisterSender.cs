using System.Globalization;
using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Senders;

/// <summary>POST /v1/sms/sender-ids: registers a name, a number or a pool of numbers, for the operator to decide about.</summary>
public static class RegisterSender
{
    private const int MostNumbers = 100, MostCountries = 300;

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? SenderId { get; init; }
        public List<string?>? Countries { get; init; }
        public List<string?>? Numbers { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapPost("/sms/sender-ids", Handle)
        .Needs(Scopes.SmsWrite)
        .Refuses(Errors.InvalidRequest, Errors.InvalidSender, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress, Errors.PayloadTooLarge,
            Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(SenderDocs.Register);

    private static Task<Answer> Handle(Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, body, async session =>
        {
            var wanted = Parse(body.Value, caller, clock.GetUtcNow());
            if (await SenderRows.Count(session, caller) >= SenderRows.Most)
                throw new Refusal(Errors.Conflict, $"The account has {SenderRows.Most} senders, which are the most. Delete one that is no longer needed.");
            var row = await SenderRows.Add(session, wanted)
                ?? throw new Refusal(Errors.Conflict, $"The account has a sender '{wanted.Name}' already.", "sender_id");
            return Answer.Created($"/v1/sms/sender-ids/{row.Id}", SenderView.Of(row));
        });

    private static SenderRow Parse(Request request, Caller caller, DateTimeOffset now)
    {
        var fields = new Fields();
        var name = fields.Required("sender_id", "a name of up to 11 letters and digits, or a number", request.SenderId);
        var countries = Countries(fields, request.Countries ?? []);
        var numbers = Numbers(fields, request.Numbers);
        fields.Refuse();
        var sender = SenderId.Parse(name, "sender_id");
        return new()
        {
            AccountId = caller.AccountId,
            IsTest = caller.World,
            Id = Ids.New(Ids.Sender, now),
            Name = sender.Value,
            Spelling = RegisteredSender.Spelling(sender.Value),
            Kind = request.Numbers is not null ? "pool" : sender.IsAlphanumeric ? "alphanumeric" : "number",
            Countries = string.Join(' ', countries),
            Numbers = string.Join(' ', numbers),
            Status = SenderStatus.Pending.Name(),
            CreatedAt = now.ToMicros(),
        };
    }

    private static List<string> Countries(Fields fields, List<string?> given)
    {
        if (given.Count > MostCountries)
            fields.Add("countries", $"'countries' has {given.Count} entries; {MostCountries} are the most.");
        var countries = new List<string>();
        for (var i = 0; i < Math.Min(given.Count, MostCountries); i++)
            if (given[i]?.ToUpperInvariant() is { Length: 2 } country && PhoneNumber.IsCountry(country))
                countries.Add(country);
            else
                fields.Add(Place("countries", i), "A country is its two letters, such as GB.");
        return [.. countries.Distinct()];
    }

    private static List<string> Numbers(Fields fields, List<string?>? given)
    {
        if (given is null)
            return [];
        if (given.Count is 0 or > MostNumbers)
            fields.Add("numbers", $"'numbers' has {given.Count} entries; a pool has 1 to {MostNumbers}.");
        var numbers = new List<string>();
        for (var i = 0; i < Math.Min(given.Count, MostNumbers); i++)
            if (PhoneNumber.Read(given[i] ?? "", out var number) is null)
                numbers.Add(number.Value);
            else
                fields.Add(Place("numbers", i), "A number of a pool is in E.164 form, such as +447700900000.");
        return [.. numbers.Distinct()];
    }

    private static string Place(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}
