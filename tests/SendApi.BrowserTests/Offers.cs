using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>Something that a page lets people do.</summary>
/// <param name="Mark">The button or the field that does it, as it is marked.</param>
/// <param name="Do">The same by the API, with the live and the test key of somebody.</param>
internal sealed record Offer(Place Place, string Mark, Circle For, Func<SendApiClient, SendApiClient, CancellationToken, Task> Do);

/// <summary>What the pages offer, each for whom it is.</summary>
internal static class Offers
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    public static Offer[] All(Used of)
    {
        var places = Site.All(of).ToDictionary(p => p.Name, StringComparer.Ordinal);
        return
        [
            .. OfMessages(of, places), .. OfWebhooks(of, places), .. OfSessions(of, places),
            Writes("verification", "cancel-code", (_, test, ct) => test.Verify.CancelAsync(of.Verification, cancellationToken: ct)),
            Writes("verify", "send-code", (_, test, ct) => test.Verify.SendCodeAsync(new SendCodeRequest { To = of.CodeTo }, cancellationToken: ct)),
            Administers("verify-guard", "save-guard", (live, _, ct) => live.Verify.UpdateGuardAsync(new UpdateGuardRequest { Mode = GuardMode.Off }, ct)),
            Writes("phone-number", "answer", (_, test, ct) => test.Inbound.SimulateAsync(new SimulateInboundRequest { From = Used.Reached, To = "+447700900042", Content = "Hello" }, cancellationToken: ct)),
            Writes("suppressions", "add", (_, test, ct) => test.Suppressions.AddAsync(new AddSuppressionRequest { Address = Used.Reached }, cancellationToken: ct)),
            Writes("suppressions", "import", (_, test, ct) => test.Suppressions.ImportAsync(new MemoryStream("address\n+447700900711\n"u8.ToArray()), cancellationToken: ct)),
            Operates("billing", "top-up", async (live, _, ct) => await live.Operator.TopUpAsync((await live.Accounts.GetAsync(ct)).Id, new BookPaymentRequest { Amount = 1, Reference = "gift" }, cancellationToken: ct)),
            Operates("status", "drain", async (live, _, ct) => await live.Operator.DrainNodeAsync("any", cancellationToken: ct)),
            Administers("keys", "new-key", (live, _, ct) => live.Keys.CreateAsync(new CreateKeyRequest { Name = "mine", Scopes = [KeyScopes.SmsRead] }, cancellationToken: ct)),
            Administers("members", "add-member", (live, _, ct) => live.Accounts.AddMemberAsync(new AddMemberRequest { Email = "friend@example.net", Role = MemberRole.Owner }, cancellationToken: ct)),
            Operates("account", "suspend", (live, _, ct) => live.Operator.UpdateAccountAsync(of.Account, new UpdateAccountRequest { Name = "mine" }, ct)),
            Operates("account", "top-up", (live, _, ct) => live.Operator.TopUpAsync(of.Account, new BookPaymentRequest { Amount = 1, Reference = "gift" }, cancellationToken: ct)),
            Operates("provider", "remove", (live, _, ct) => live.Operator.RemoveProviderAsync(Used.Provider, ct)),
            Operates("provider", "save", (live, _, ct) => live.Operator.UpdateProviderAsync(Used.Provider, new UpdateProviderRequest { Settings = new Dictionary<string, string> { ["host"] = "evil.example" } }, ct)),
        ];

        Offer Writes(string place, string mark, Func<SendApiClient, SendApiClient, CancellationToken, Task> call) => new(places[place], mark, Circle.Writers, call);
        Offer Administers(string place, string mark, Func<SendApiClient, SendApiClient, CancellationToken, Task> call) => new(places[place], mark, Circle.Administrators, call);
        Offer Operates(string place, string mark, Func<SendApiClient, SendApiClient, CancellationToken, Task> call) => new(places[place], mark, Circle.Operators, call);
    }

    private static Offer[] OfMessages(Used of, Dictionary<string, Place> places) =>
    [
        new(places["message"], "again", Circle.Writers, (_, test, ct) => test.Sms.SendAsync(Used.Reached, "Hello", cancellationToken: ct)),
        new(places["message-scheduled"], "reschedule", Circle.Writers, (_, test, ct) => test.Sms.RescheduleAsync(of.ScheduledSms, Clock.GetUtcNow().AddDays(2), ct)),
        new(places["message-scheduled"], "cancel", Circle.Writers, (_, test, ct) => test.Sms.CancelAsync(of.ScheduledSms, cancellationToken: ct)),
        new(places["message-uncertain"], "settle", Circle.Operators, (live, _, ct) => live.Operator.SettleUncertainAsync(of.UncertainSms, SettleAs.Resend, cancellationToken: ct)),
        new(places["uncertain"], "settle", Circle.Operators, (live, _, ct) => live.Operator.SettleUncertainAsync(of.UncertainSms, SettleAs.Failed, cancellationToken: ct)),
        new(places["whatsapp-message"], "again", Circle.Writers, (_, test, ct) => test.WhatsApp.SendAsync(new SendWhatsAppRequest { SessionId = of.LinkedSession, To = Used.Chatted, Content = "Hello" }, cancellationToken: ct)),
        new(places["batch"], "cancel", Circle.Writers, (_, test, ct) => test.Batches.CancelAsync(of.Batch, cancellationToken: ct)),
    ];

    private static Offer[] OfWebhooks(Used of, Dictionary<string, Place> places) =>
    [
        new(places["webhooks"], "new-webhook", Circle.Writers, (_, test, ct) => test.Webhooks.CreateAsync(new CreateWebhookRequest { Url = Used.Hook, Events = ["*"] }, cancellationToken: ct)),
        new(places["webhooks"], "callback-secret", Circle.Writers, (_, test, ct) => test.Webhooks.RotateCallbackSecretAsync(cancellationToken: ct)),
        new(places["webhook"], "test", Circle.Writers, (_, test, ct) => test.Webhooks.TestAsync(of.Webhook, cancellationToken: ct)),
        new(places["webhook"], "actions", Circle.Writers, (_, test, ct) => test.Webhooks.RotateSecretAsync(of.Webhook, cancellationToken: ct)),
        new(places["webhook"], "actions", Circle.Writers, (_, test, ct) => test.Webhooks.UpdateAsync(of.Webhook, new UpdateWebhookRequest { IsActive = false }, ct)),
        new(places["webhook"], "actions", Circle.Writers, (_, test, ct) => test.Webhooks.ReplayAsync(of.Webhook, new ReplayWebhookRequest { From = Clock.GetUtcNow().AddHours(-1) }, cancellationToken: ct)),
        new(places["webhook"], "actions", Circle.Writers, (_, test, ct) => test.Webhooks.DeleteAsync(of.Webhook, ct)),
        new(places["delivery"], "replay", Circle.Writers, (_, test, ct) => test.Webhooks.ReplayDeliveryAsync(of.Delivery.Id, cancellationToken: ct)),
    ];

    private static Offer[] OfSessions(Used of, Dictionary<string, Place> places) =>
    [
        new(places["whatsapp"], "new-session", Circle.Writers, (_, test, ct) => test.Sessions.CreateAsync(new CreateSessionRequest { Name = "Mine" }, cancellationToken: ct)),
        new(places["session"], "session-settings", Circle.Writers, (_, test, ct) => test.Sessions.UpdateAsync(of.LinkedSession, new UpdateSessionRequest { Name = "Mine" }, ct)),
        new(places["session"], "log-out", Circle.Writers, (_, test, ct) => test.Sessions.DeleteAsync(of.LinkedSession, ct)),
        new(places["session"], "new-group", Circle.Writers, (_, test, ct) => test.Groups.CreateAsync(new CreateGroupRequest { SessionId = of.LinkedSession, Name = "Mine", Participants = [Used.Chatted] }, cancellationToken: ct)),
        new(places["session"], "leave-group", Circle.Writers, (_, test, ct) => test.Groups.LeaveAsync(of.GroupId, ct)),
        new(places["session-unlinked"], "scan", Circle.Writers, (_, test, ct) => test.Sessions.SimulateAsync(of.UnlinkedSession, new SimulateSessionRequest { Action = PhoneAction.Scan }, cancellationToken: ct)),
        new(places["whatsapp-templates"], "new-template", Circle.Writers, async (_, test, ct) => await test.Templates.DeleteAsync((await test.Templates.ListPageAsync(cancellationToken: ct)).Items[0].Id, ct)),
    ];
}
