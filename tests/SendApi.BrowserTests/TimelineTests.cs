using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>The page of a message says what became of it, down to what travelled.</summary>
public sealed class TimelineTests(House house)
{
    private const string Phone = "+447700900733";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_shows_what_travelled_and_a_webhook_leads_to_what_it_was_told()
    {
        await using var guest = await house.Guest();
        await using var hook = new HookPlace();
        await guest.Test.Webhooks.CreateAsync(new CreateWebhookRequest { Url = hook.Url.AbsoluteUri, Events = [EventNames.SmsDelivered] }, cancellationToken: Ct);
        var sent = await guest.Test.Sms.SendAsync(new SendSmsRequest { To = Phone, Content = "The parcel of Zelda" }, cancellationToken: Ct);
        await Until.IsTrue(() => Task.FromResult(hook.Calls.Count == 1));
        var page = await guest.Page($"messages/{sent.Id}", $"SMS to {Phone}");

        var said = page.Marked("exchange");
        await Assertions.Expect(said).ToHaveCountAsync(2);
        foreach (var one in await said.AllAsync())
            await one.Locator("summary").ClickAsync();
        await Assertions.Expect(said.First).ToContainTextAsync("dest_addr=(recipient)");
        await Assertions.Expect(said.First).ToContainTextAsync("ESME_ROK");
        await Assertions.Expect(said.Last).ToContainTextAsync("stat:DELIVRD");
        await Assertions.Expect(page.Marked("timeline")).Not.ToContainTextAsync("Zelda");
        await page.Picture("message-exchanges", isWhole: true);

        await page.Link("What was told and answered").ClickAsync();
        await page.Marked("attempts").IsThere();
    }
}
