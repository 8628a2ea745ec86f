using System.Globalization;
using SendApi.Client;

namespace SendApi.Dashboard.Parts;

/// <summary>How amounts of money read: two places at least, and as many more as they have.</summary>
public static class Cash
{
    public static string Shown(Money money) => Shown(money.Amount, money.Currency);

    public static string Shown(decimal amount, string currency) => $"{Shown(amount)} {currency}";

    public static string Shown(decimal amount) => amount.ToString("#,##0.00####", CultureInfo.InvariantCulture);
}
