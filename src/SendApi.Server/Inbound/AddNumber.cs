using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>POST /v1/admin/accounts/{id}/numbers: gives a number or short code to an account, with the texts to it that were nobody's. One that it has already is answered with 200.</summary>
public static class AddNumber
{
    /// <summary>So many texts of the past become the account's with the number; of more, the oldest.</summary>
    private const int MostAssigned = 1_000;

    /// <summary>The body.</summary>
    public sealed record Request
    {
        public string? Number { get; init; }
        public string? Provider { get; init; }
    }

    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapPost("/accounts/{id}/numbers", Handle)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded)
        .Describes(NumberDocs.Add);

    /// <summary>Adds it; 4044 for an unknown account, 4090 when the number is another account's.</summary>
    public static async Task<(InboundNumberView View, bool IsNew)> Run(Session session, string account, Request request, Publisher publisher, DateTimeOffset now)
    {
        var (number, provider) = await Parse(session, request);
        if (!Ids.IsId(Ids.Account, account) || await AccountReader.Find(session, account) is null)
            throw new Refusal(Errors.NotFound, $"There is no account '{Shown.Cut(account)}'.", "id");

        var wanted = new InboundNumber { Number = number, Provider = provider, AccountId = account, CreatedAt = now.ToMicros() };
        var (found, isNew) = await InboundNumbers.AddOrFind(session, wanted);
        if (found.AccountId != account)
            throw new Refusal(Errors.Conflict, $"{number} belongs to another account already ({found.AccountId}). Remove it there first.", "number");

        var assigned = await InboundWriting.Assign(session, publisher, found, MostAssigned, now);
        return (InboundNumberView.Of(found) with { Assigned = assigned }, isNew);
    }

    private static Task<Answer> Handle(string id, Body<Request> body, Caller caller, HttpContext http, InboundTools tools) =>
        tools.Idempotency.Write(http, caller, body, async session =>
        {
            var (view, isNew) = await Run(session, id, body.Value, tools.Publisher, tools.Clock.GetUtcNow());
            return isNew ? Answer.Created("/v1/admin/numbers", view) : Answer.Ok(view);
        });

    private static async Task<(string Number, string Provider)> Parse(Session session, Request request)
    {
        var fields = new Fields();
        var number = InboundAddress.Of(fields.Required("number", "a number in E.164 form, or a short code of 3 to 6 digits", request.Number));
        if (number.Length > 0 && !IsNumber(number))
            fields.Add("number", "'number' must be a number in E.164 form such as +447700900000, or a short code of 3 to 6 digits.");
        var provider = fields.Optional("provider", request.Provider)?.Trim() ?? "";
        if (provider.Length > 0 && !await InboundNumbers.IsProvider(session, provider))
            fields.Add("provider", $"There is no provider '{Shown.Cut(provider)}'. Leave it out where it does not matter which one brings the text.");
        fields.Refuse();
        return (number, provider);
    }

    private static bool IsNumber(string number) =>
        InboundAddress.IsPhone(number) || (number.Length is >= 3 and <= 6 && !number.AsSpan().ContainsAnyExceptInRange('0', '9'));
}

/// <summary>What changes of numbers need beside the store.</summary>
public sealed record InboundTools(Idempotency Idempotency, Publisher Publisher, TimeProvider Clock);
