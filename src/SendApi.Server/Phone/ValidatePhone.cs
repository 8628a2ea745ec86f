using SendApi.Core;
using SendApi.Core.Phones;
using SendApi.Server.Http;

namespace SendApi.Server.Phone;

/// <summary>GET /v1/phone/validate: what a number is, in whatever spelling. A bad number is an answer and no refusal.</summary>
public static class ValidatePhone
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/phone/validate", Handle)
        .NeedsAnyKey()
        .Refuses(Errors.InvalidRequest)
        .Describes(PhoneDocs.Validate);

    private static Answer Handle(HttpRequest request, PhoneWarmUp tables)
    {
        var query = new QueryFields(request.Query);
        var number = query.Text("number");
        if (number is null)
            query.Add("number", "'number' is required: a phone number, such as +442079460123, or with 'country' one as it is dialed there.");
        else if (PhoneOrder.NumberFault("number", number) is { } fault)
            query.Add("number", fault);
        var country = PhoneOrder.Country(query.Text("country"));
        if (PhoneOrder.CountryFault("country", country) is { } unknown)
            query.Add("country", unknown);
        query.Refuse();

        tables.Begin();
        var text = WithPlus(request, number!); // Refused above when it is null.
        return Answer.Ok(PhoneView.Of(text, country, PhoneCheck.Of(text, country)));
    }

    // A plus sign that was not escaped arrives as a space, which is what an escaped space arrives as too. Only the query as it was sent tells.
    private static string WithPlus(HttpRequest request, string number) =>
        number[0] == ' ' && request.QueryString.Value is { } sent && (sent.Contains("?number=+", StringComparison.Ordinal) || sent.Contains("&number=+", StringComparison.Ordinal))
            ? string.Concat("+", number.AsSpan(1))
            : number;
}
