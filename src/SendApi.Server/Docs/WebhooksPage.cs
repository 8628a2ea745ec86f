using System.Globalization;
using SendApi.Core;
using SendApi.Server.Events;

namespace SendApi.Server.Docs;

/// <summary>How events reach a customer: what a delivery looks like, how to verify it, what is tried again when, and every event there is.</summary>
public static class WebhooksPage
{
    public const string Path = "/docs/webhooks";

    private static readonly EventType Example = EventTypes.Find(EventNames.SmsDelivered) ?? throw new InvalidOperationException("The event that the page shows is not in the catalogue.");

    public static Html Render(string origin, WebhookOptions options) => Layout.Page("Webhooks", Path, Menu(), Html.Of($"""
        <h1>Webhooks</h1>
        <p class="lead">What happens is posted to your own addresses: signed, at least once, and in order for each message.</p>
        {Begin(origin)}
        {Delivery()}
        {Verify()}
        {Answer(options)}
        {Retries(options)}
        {Trouble(options)}
        {Again()}
        {Callbacks()}
        {WebhookEvents.Render()}
        """));

    private static Html Begin(string origin)
    {
        var request = $$"""
            curl {{origin}}/v1/webhooks \
              -H "Authorization: Bearer $SENDAPI_KEY" \
              -H "Content-Type: application/json" \
              -d '{"url": "https://shop.example/hooks", "events": ["sms.*"]}'
            """;
        return Html.Of($"""
            <section id="begin">
            <h2>Your first webhook</h2>
            {Layout.Code("Request", Html.Of($"{request}"))}
            <p>{Prose.ToHtml("The answer shows `secret`, this once: keep it, deliveries are signed with it. `events` takes names, families such as `sms.*`, or `*` for all. Live keys and test keys have webhooks of their own: a test key's hear of test messages only. What concerns the account itself is told to live webhooks.")}</p>
            <p>{Prose.ToHtml("Send yourself an event with made-up data by POST /v1/webhooks/{id}/test, and look at what came of it: GET /v1/webhooks/{id}/deliveries lists each delivery, GET /v1/webhooks/deliveries/{id} shows what was sent, what was answered and when.")}</p>
            <p>{Prose.ToHtml("The address must be https and on the internet. Where the operator of this server allows it, a receiver on the server's own machine may be called by http. Webhooks are not part of a trial: `4022`.")}</p>
            </section>
            """);
    }

    private static Html Delivery()
    {
        var head = Html.Of($"""<span class="h">POST /hooks HTTP/1.1</span>{"\n"}<span class="k">Host</span>: shop.example{"\n"}<span class="k">Content-Type</span>: application/json{"\n"}""");
        foreach (var (name, value) in WebhookExample.Headers(Example))
            head = Html.Of($"""{head}<span class="k">{name}</span>: {value}{"\n"}""");
        var body = System.Text.Encoding.UTF8.GetString(WebhookExample.Body(Example));
        return Html.Of($"""
            <section id="delivery">
            <h2>What a delivery looks like</h2>
            {Layout.Code("Delivery", Html.Of($"{head}{"\n"}{body}"))}
            <p>{Prose.ToHtml("The body has the event's `id`, its name as `event`, when it happened as `timestamp`, and `data`, which differs from event to event. It is the same, byte for byte, at each attempt. New members may be added; ignore what you do not know.")}</p>
            {Layout.Table("Headers", ["Header", "What it is"], WebhookExample.HeaderSentences.Select(h => Pair(h.Name, h.Sentence)))}
            </section>
            """);
    }

    private static Html Verify() => Html.Of($"""
        <section id="verify">
        <h2>Verify it</h2>
        <p>{Prose.ToHtml("Anybody can post to your address. Before you believe a delivery, compute its signature from the bytes of the body as they came, before any JSON is read, and compare. Every library for Standard Webhooks does it; so do these few lines:")}</p>
        {Layout.Code("C#", Html.Of($"{VerifySamples.CSharp}"))}
        {Layout.Code("Node", Html.Of($"{VerifySamples.Node}"))}
        {Layout.Code("Python", Html.Of($"{VerifySamples.Python}"))}
        <p>{Prose.ToHtml($"The delivery above is signed with the secret `{WebhookExample.Secret}`: try your code on it, with the check of its age left out.")}</p>
        <p>{Prose.ToHtml("`X-SendAPI-Signature` is there for receivers that know the plain form. It does not cover the time, so an old delivery that somebody overheard passes it again.")}</p>
        <p>{Prose.ToHtml("POST /v1/webhooks/{id}/rotation makes a new secret. For 24 hours deliveries carry the signatures of both; take over the new one within that time.")}</p>
        </section>
        """);

    private static Html Answer(WebhookOptions options) => Html.Of($"""
        <section id="answer">
        <h2>Answer it</h2>
        <p>{Prose.ToHtml($"Any status from 200 to 299 says that you have it. Answer within {Wait(options.AnswerWithin)}: write the event down, answer, and work on it afterwards. Every other status, a redirect too, and no answer in time is a failure.")}</p>
        <p>{Prose.ToHtml($"Status `410` says that you want no more: the webhook is switched off at once. With `429` or `503` and a Retry-After, the webhook is left alone for so long, an hour at most.")}</p>
        <p>Delivery is at least once. An event comes twice when your answer was lost, or when this server stopped before it was written down:
        keep the ids of events you have dealt with, and pass over one you know.</p>
        <p>Order is kept for each message: while one event about it has to be tried again, later ones about the same message wait behind it. Events about different messages overtake each other.</p>
        </section>
        """);

    private static Html Retries(WebhookOptions options) => Html.Of($"""
        <section id="retries">
        <h2>What is tried again when</h2>
        {Layout.Table("Retries", ["After attempt", "It waits"], options.Waits.Select((wait, i) => Html.Of($"""<tr><td class="number">{i + 1}</td><td class="wide">{Wait(wait)}</td></tr>""")))}
        <p>{Prose.ToHtml($"Each wait is up to a tenth shorter or longer, so that deliveries do not come back in one wave. Where you ask with Retry-After for a longer one, up to a day, you get it. When attempt {options.Waits.Count + 1} fails, the delivery has failed; it can be replayed.")}</p>
        </section>
        """);

    private static Html Trouble(WebhookOptions options) => Html.Of($"""
        <section id="trouble">
        <h2>When your endpoint is down</h2>
        <p>{Prose.ToHtml($"After {options.FailuresBeforePause} failures in a row a webhook is paused: `status` is `paused`, and nothing is sent for {Wait(options.ShortestPause)}, then twice as long after each further failure, up to {Wait(options.LongestPause)}. After a pause it is asked with one delivery at a time, and with more as it answers well. Nothing is lost by a pause: what waits is delivered afterwards.")}</p>
        <p>{Prose.ToHtml($"A webhook that answers nothing well for {Wait(options.SwitchOffAfter)} is switched off: `status` is `disabled`, what waits is canceled, and your other webhooks hear `account.webhook_disabled`. Switch it on again with PUT /v1/webhooks/{{id}} and `\"is_active\": true`, then replay what it missed.")}</p>
        <p>{Prose.ToHtml($"At most {Shown.Count(options.MostWaiting)} deliveries wait for one webhook. Beyond that what happens is not queued for it, and stands among its deliveries as `canceled`; `queue_full_since` says since when. There is room again when a tenth of the queue is done.")}</p>
        </section>
        """);

    private static Html Again() => Html.Of($"""
        <section id="replay">
        <h2>Replay what you missed</h2>
        <p>{Prose.ToHtml("POST /v1/webhooks/deliveries/{id}/replay delivers one event once more. POST /v1/webhooks/{id}/replay with `from` and `to` delivers everything of a span of time that the webhook is told of, at most 30 days back, also what happened while it was off. One request looks through 10,000 events; go on with `next_from`.")}</p>
        <p>A replayed event has the id it had, and comes after what waits already about the same message.</p>
        </section>
        """);

    private static Html Callbacks() => Html.Of($"""
        <section id="callbacks">
        <h2>Callbacks of a single message</h2>
        <p>{Prose.ToHtml("A message that was sent with `callback_url` tells that address of its own events, beside all webhooks. Such a callback looks like any delivery and is tried again like one. Callbacks of one account to one host wait and fail together, and are never switched off.")}</p>
        <p>{Prose.ToHtml("They are signed with a secret of the account. POST /v1/webhooks/callbacks/rotation makes one and shows it, this once; live keys and test keys have one each. Until you ask for it, callbacks are signed with one that nobody was shown.")}</p>
        </section>
        """);

    private static Html Pair(string name, string sentence) => Html.Of($"""<tr><td><code>{name}</code></td><td class="wide">{Prose.ToHtml(sentence)}</td></tr>""");

    /// <summary>A span of time as people say it: 30 minutes, 2 hours.</summary>
    private static string Wait(TimeSpan span)
    {
        var (count, unit) = span switch
        {
            { Ticks: >= TimeSpan.TicksPerDay } when span.Ticks % TimeSpan.TicksPerDay == 0 && span.Days > 1 => (span.TotalDays, "day"),
            { Ticks: >= TimeSpan.TicksPerHour } when span.Ticks % TimeSpan.TicksPerHour == 0 => (span.TotalHours, "hour"),
            { Ticks: >= TimeSpan.TicksPerMinute } when span.Ticks % TimeSpan.TicksPerMinute == 0 => (span.TotalMinutes, "minute"),
            _ => (span.TotalSeconds, "second"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count:0.###} {unit}{(count == 1 ? "" : "s")}");
    }

    private static Html Menu() => Html.Of($"""
        <h2>Webhooks</h2>
        <ul><li><a href="#begin">Your first webhook</a></li><li><a href="#delivery">What a delivery looks like</a></li><li><a href="#verify">Verify it</a></li>
        <li><a href="#answer">Answer it</a></li><li><a href="#retries">What is tried again when</a></li><li><a href="#trouble">When your endpoint is down</a></li>
        <li><a href="#replay">Replay what you missed</a></li><li><a href="#callbacks">Callbacks</a></li></ul>
        <h2><a href="#events">Events</a></h2>
        <ul>{EventTypes.All.Select(e => Html.Of($"""<li><a href="#{WebhookEvents.Anchor(e)}">{e.Name}</a></li>"""))}</ul>
        <h2>More</h2>
        <ul><li><a href="/docs#webhooks">The operations</a></li><li><a href="/docs/errors">Errors</a></li></ul>
        """);
}
