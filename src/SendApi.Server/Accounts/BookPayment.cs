using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;
using SendApi.Server.Storage;

namespace SendApi.Server.Accounts;

/// <summary>POST /v1/admin/accounts/{id}/top-ups and …/corrections, sendapi accounts top-up and correct: puts credit on an account or takes it off, once for each reference.</summary>
public static class BookPayment
{
    private const int LongestReference = 100, LongestNote = 500;

    /// <summary>The body. The amount is a decimal text, so that no program between here and there makes a float of it.</summary>
    public sealed record Request
    {
        public string? Amount { get; init; }
        public string? Reference { get; init; }
        public string? Note { get; init; }
    }

    public static void Map(IEndpointRouteBuilder admin)
    {
        Map(admin.MapPost("/accounts/{id}/top-ups", TopUp)).Describes(OperatorDocs.TopUp);
        Map(admin.MapPost("/accounts/{id}/corrections", Correct)).Describes(OperatorDocs.Correct);
    }

    /// <summary>Books the payment; the same reference with the same amount gives the first entry again. 4090 with another amount, or when less is left than is to be taken away.</summary>
    public static async Task<(PaymentView View, bool IsNew)> Run(Session session, string id, Request request, bool isTopUp, DateTimeOffset now)
    {
        var (amount, reference, note) = Parse(request);
        var account = await AccountRows.Get(session, id);
        var booked = await Credit.Book(session, new Payment(account.Id, isTopUp ? amount : -amount, reference, note), now);
        var books = await Books.Balances(session, account.Id);
        return (PaymentView.Of(booked.Entry, books[Book.Available]), booked.IsNew);
    }

    private static RouteHandlerBuilder Map(RouteHandlerBuilder route) => route
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Conflict, Errors.IdempotencyMismatch, Errors.IdempotencyInProgress,
            Errors.PayloadTooLarge, Errors.UnsupportedMediaType, Errors.Overloaded);

    private static Task<Answer> TopUp(string id, Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, body, async session => Answered(await Run(session, id, body.Value, isTopUp: true, clock.GetUtcNow())));

    private static Task<Answer> Correct(string id, Body<Request> body, Caller caller, HttpContext http, Idempotency idempotency, TimeProvider clock) =>
        idempotency.Write(http, caller, body, async session => Answered(await Run(session, id, body.Value, isTopUp: false, clock.GetUtcNow())));

    private static Answer Answered((PaymentView View, bool IsNew) booked) =>
        booked.IsNew ? Answer.Created($"/v1/admin/accounts/{booked.View.AccountId}", booked.View) : Answer.Ok(booked.View);

    private static (long Amount, string Reference, string? Note) Parse(Request request)
    {
        var fields = new Fields();
        var text = fields.Required("amount", "the dollars as a decimal text, such as \"25.00\"", request.Amount);
        var reference = fields.Required("reference", $"your own name of this payment, 1 to {LongestReference} characters", request.Reference?.Trim());
        var note = fields.Optional("note", request.Note);
        fields.Text("reference", reference, LongestReference);
        fields.Text("note", note ?? "", LongestNote);
        var amount = Amounts.Read(text);
        if (text.Length > 0 && (amount is null or <= 0 || amount > Credit.Most))
            fields.Add("amount", $"'amount' must be a decimal text such as \"25.00\": more than 0, at most {Shown.Count(Credit.Most / 1_000_000)}, with at most six places.");
        fields.Refuse();
        return (amount ?? 0, reference, note);
    }
}

/// <summary>A payment as it was booked, and the credit that is left now.</summary>
public sealed record PaymentView(string Id, string Object, string AccountId, string Kind)
{
    public required MoneyView Amount { get; init; }
    public string? Reference { get; init; }
    public string? Note { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required MoneyView SmsBalance { get; init; }

    public static PaymentView Of(LedgerRow row, long available) => new(row.Id, "ledger.entry", row.AccountId, row.Kind)
    {
        Amount = MoneyView.Of(row.Amount),
        Reference = row.Reference,
        Note = row.Note,
        CreatedAt = Times.FromMicros(row.At).UtcDateTime,
        SmsBalance = MoneyView.Of(available),
    };
}
