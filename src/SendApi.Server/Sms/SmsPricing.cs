using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;

namespace SendApi.Server.Sms;

/// <summary>GET /v1/sms/pricing: the price of one segment by dial prefix, for one country or for all.</summary>
public static class SmsPricing
{
    public static void Map(IEndpointRouteBuilder v1) => v1
        .MapGet("/sms/pricing", Handle)
        .Needs(Scopes.SmsRead)
        .Refuses(Errors.InvalidRequest)
        .Describes(SmsDocs.Pricing);

    private static async Task<Answer> Handle(HttpRequest request, Caller caller, Prices prices)
    {
        var query = new QueryFields(request.Query);
        var country = query.Text("country")?.ToUpperInvariant();
        if (country is not null && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)))
            query.Add("country", "'country' must be a country's two letters, such as GB.");
        query.Refuse();

        var list = await prices.Now();
        return Answer.Ok(new PricingView(caller.Account.Plan.IsPrepaid && !caller.IsTest,
            [.. list.All.Where(p => country is null || p.Country == country).Select(p => new PriceView(p.Prefix, p.Country, MoneyView.Of(p.Amount)))]));
    }
}

/// <summary>The price list.</summary>
/// <param name="IsCharged">Whether this caller's messages are paid from credit at all: not with test keys, nor on a plan that is not prepaid.</param>
public sealed record PricingView(bool IsCharged, IReadOnlyList<PriceView> Prices)
{
    public string Object { get; init; } = "sms.pricing";
}

/// <summary>The price of one segment to numbers that begin with the prefix; the longest prefix wins.</summary>
public sealed record PriceView(string Prefix, string Country, MoneyView PricePerSegment);
