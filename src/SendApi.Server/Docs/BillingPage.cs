using System.Globalization;
using SendApi.Core;

namespace SendApi.Server.Docs;

/// <summary>What plans allow on this server as it stands, what is paid before, and how credit comes on an account. Errors 4020, 4021 and 4022 lead here.</summary>
public static class BillingPage
{
    public static Html Render(string origin, IReadOnlyList<Plan> plans) => Layout.Page("Plans and credit", "/docs/billing", Menu(), Html.Of($"""
        <h1>Plans and credit</h1>
        <p class="lead">What an account may use in a billing period, and how texts are paid for.</p>
        <section id="plans">
        <h2>Plans</h2>
        <p>The plans of this server as they stand now. A quota begins anew with each billing period: a month from the account's
        own first day, not the calendar's. Requests are limited by the minute, for each key. Only what live keys send counts. To move to another plan, ask the operator of this server.</p>
        {Layout.Table("Plans", ["Plan", "A minute", "Texts", "Emails", "Codes", "WhatsApp", "Sessions", "Texts are"], plans.Select(Row))}
        <p>{Prose.ToHtml("The quotas of emails, codes and WhatsApp are kept for the channels to come; today texts are counted and limited. See your own with GET /v1/account.")}</p>
        {Discounts(plans)}
        </section>
        <section id="trial">
        <h2>Trial</h2>
        <p>{Prose.ToHtml($"A trial lasts {Trial.Days} days unless the operator says otherwise. It has {(Trial.Credit / 1_000_000m).ToString("0.00", CultureInfo.InvariantCulture)} USD of credit for texts, and {Trial.Emails} emails, and no webhooks. When it is over, reading and test keys still work; sending with live keys is refused with `4022`.")}</p>
        </section>
        <section id="prepaid">
        <h2>What is prepaid</h2>
        <p>{Prose.ToHtml("On a prepaid plan each text costs its price a segment, by destination. The price is set aside when the message is accepted, spent when the carrier takes it, and given back when it ends unsent. A balance never goes below zero: a message that it does not cover is refused with `4021`. On the other plans texts cost nothing here.")}</p>
        </section>
        <section id="top-up">
        <h2>Top up</h2>
        <p>Credit is put on an account by the operator of this server. The payment itself happens elsewhere; this server keeps the books.</p>
        {Layout.Code("By command", Html.Of($"sendapi accounts top-up shop --amount 25.00 --reference INV-1"))}
        {Layout.Code("By API", Html.Of($"{Request(origin)}"))}
        <p>{Prose.ToHtml("The reference names the payment. It is booked once: sent again with the same amount, the first entry is answered again, with status 200 in place of 201; with another amount it is `4090`. What was booked by mistake is taken away again with 'sendapi accounts correct' or POST /v1/admin/accounts/{id}/corrections, and never more than is left.")}</p>
        </section>
        """));

    private static string Request(string origin) => $$"""
        curl {{origin}}/v1/admin/accounts/acct_01J9ZK3V5T8W2Y4A6C8E0G2J4M/top-ups \
          -H "Authorization: Bearer $OPERATOR_KEY" \
          -H "Content-Type: application/json" \
          -d '{"amount": "25.00", "reference": "INV-1"}'
        """;

    private static Html Row(Plan plan) => Html.Of($"""
        <tr><td>{plan.Name}</td><td>{Shown.Count(plan.RequestsPerMinute)}</td><td>{Quota(plan.Quotas.Sms)}</td><td>{Quota(plan.Quotas.Emails)}</td>
        <td>{Quota(plan.Quotas.Otps)}</td><td>{Quota(plan.Quotas.WhatsAppMessages)}</td><td>{Quota(plan.Quotas.Sessions)}</td><td>{(plan.IsPrepaid ? "prepaid" : "included")}</td></tr>
        """);

    private static Html Discounts(IReadOnlyList<Plan> plans)
    {
        var steps = plans.SelectMany(p => p.Discounts.Select(d => (p.Name, d.FromSegments, d.Percent))).ToList();
        return steps.Count == 0 ? default : Html.Of($"""
            <h3>Volume discounts</h3>
            {Layout.Table("Volume discounts", ["Plan", "Segments sent in the period", "Less"], steps.Select(s => Html.Of($"""
                <tr><td>{s.Name}</td><td>{Shown.Count(s.FromSegments)} and more</td><td>{s.Percent.ToString(CultureInfo.InvariantCulture)}%</td></tr>
                """)))}
            """);
    }

    private static string Quota(long? quota) => quota is { } limit ? Shown.Count(limit) : "unlimited";

    private static Html Menu() => Html.Of($"""
        <h2>Plans and credit</h2>
        <ul><li><a href="#plans">Plans</a></li><li><a href="#trial">Trial</a></li><li><a href="#prepaid">What is prepaid</a></li><li><a href="#top-up">Top up</a></li></ul>
        <h2>More</h2>
        <ul><li><a href="/docs">Reference</a></li><li><a href="/docs/errors">Errors</a></li></ul>
        """);
}
