using SendApi.Core;
using SendApi.Server.Http;
using SendApi.Server.Ledger;

namespace SendApi.Server.Delivery;

/// <summary>Makes texts ready to be taken in after their request was answered: rows of batches, and what WhatsApp did not bring. Each is judged as a single send would be just then.</summary>
public sealed class TextDesk(Routing routing, Prices prices, SenderDesk senders, SenderPaces paces, TimeProvider clock)
{
    /// <summary>What texts of a sender cost now.</summary>
    public ValueTask<Quotation> Quotes(SendingKey sender, bool isTest) => prices.Quotes(sender.Account, isTest);

    /// <summary>The text with its sender, its way, its price and its time. Throws the refusal of whatever is against it.</summary>
    public async ValueTask<Candidate> Prepare(MessageRow message, SendingKey sender, Quotation quotation)
    {
        if (sender.Refuse(message.IsTest == 1, clock.GetUtcNow()) is { } refusal)
            throw refusal;

        message = await senders.Sign(message);
        var route = await routing.Choose(message);
        var price = quotation.Of(PhoneNumber.Trusted(message.Recipient), message.Segments);
        return new(message with { Price = price }, sender.Account, sender.Limits) { Route = route, NotBefore = await paces.Reserve(message) };
    }
}
