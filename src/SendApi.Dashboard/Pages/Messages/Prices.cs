using System.Globalization;
using SendApi.Client;

namespace SendApi.Dashboard.Pages.Messages;

/// <summary>How the price of a message reads: to its last digit, since a text costs less than a cent's worth of places.</summary>
public static class Prices
{
    public static string Shown(Money price) => Shown(price.Amount, price.Currency);

    public static string Shown(decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.00####} {currency}");
}
