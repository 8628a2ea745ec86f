using System.Globalization;
using System.Text.Json;
using SendApi.Client;

namespace SendApi.BrowserTests;

/// <summary>What stands in the account of an operator whose server is in use: something on every page, and of each kind of thing one that has a page of its own.</summary>
internal sealed record Used
{
    /// <summary>The phones that the messages go to, one each, so that every page has a title of its own.</summary>
    public const string Reached = "+447700900711", Unreached = "+447700900001", Later = "+447700900712", Lost = "+447700900007", Chatted = "+447700900100", Wrote = "+447700900300";

    public const string Provider = "carrier", Customer = "customer", Linked = "Shop", Unlinked = "Counter", Cloud = "Business", Group = "Drivers", Sender = "CORNERSHOP";

    public const string Hook = "http://127.0.0.1:9/hook";

    private const string Number = "+447700900042", Words = "Your parcel comes today.", ProvidersPassword = "hushhush";

    public string Account { get; private init; } = "";
    public string Sms { get; private init; } = "";
    public string FailedSms { get; private init; } = "";
    public string ScheduledSms { get; private init; } = "";
    public string UncertainSms { get; private init; } = "";
    public string ReceivedSms { get; private init; } = "";
    public string WhatsApp { get; private init; } = "";
    public string ReceivedWhatsApp { get; private init; } = "";
    public string Batch { get; init; } = "";
    public string Verification { get; private init; } = "";
    public string CodeTo { get; private init; } = "";
    public string Webhook { get; private init; } = "";
    public WebhookDelivery Delivery { get; private init; } = new();
    public string LinkedSession { get; private init; } = "";
    public string UnlinkedSession { get; private init; } = "";
    public string CloudSession { get; private init; } = "";
    public string GroupId { get; private init; } = "";

    /// <summary>What was shown once when it was made, and is shown nowhere after it.</summary>
    public IReadOnlyList<string> Secrets { get; private init; } = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The same with a code that was sent just now: one is right for ten minutes at most, and a server may be older.</summary>
    public async Task<Used> WithCode(SendApiClient test, int number)
    {
        var to = string.Create(CultureInfo.InvariantCulture, $"+44770090{8_000 + number}");
        var code = await test.Verify.SendCodeAsync(new SendCodeRequest { To = to }, cancellationToken: Ct);
        return this with { Verification = code.Id, CodeTo = to };
    }

    public static async Task<Used> Make(Stand stand)
    {
        var test = stand.Test;
        var webhook = await test.Webhooks.CreateAsync(new CreateWebhookRequest { Url = Hook, Events = ["*"] }, cancellationToken: Ct);
        var key = await test.Keys.CreateAsync(new CreateKeyRequest { Name = "Shop", Scopes = [KeyScopes.SmsWrite] }, cancellationToken: Ct);
        await test.Suppressions.AddAsync(new AddSuppressionRequest { Address = "+447700900555", Channel = SuppressionChannel.Sms }, cancellationToken: Ct);
        var used = new Used { Account = await Operate(stand.Live), Webhook = webhook.Id, Secrets = [webhook.Secret!, key.Key!, ProvidersPassword] };
        used = await used.Connected(test);
        used = await used.Sent(test);
        used = await used.Arrived(test);

        // Last, since the simulated carrier closes the connection at it, on which others may be under way.
        used = used with { UncertainSms = await Send(test, Lost) };
        await Until.IsTrue(async () => (await test.Sms.GetAsync(used.UncertainSms, Ct)).Status == SmsStatus.Uncertain);
        return used;
    }

    /// <summary>What only the operator makes: a customer, a number, a provider with a route, and a sender that waits for his word.</summary>
    private static async Task<string> Operate(SendApiClient live)
    {
        var customer = await live.Operator.CreateAccountAsync(new CreateAccountRequest { Name = Customer, Plan = "Growth" }, cancellationToken: Ct);
        await live.Operator.AddNumberAsync((await live.Accounts.GetAsync(Ct)).Id, new AddNumberRequest { Number = Number }, cancellationToken: Ct);
        await live.Operator.AddProviderAsync(new AddProviderRequest
        {
            Name = Provider,
            Kind = "smpp",
            Settings = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = "9", ["system_id"] = "shop", ["password"] = ProvidersPassword },
        }, cancellationToken: Ct);
        await live.Operator.SetRouteAsync(new SetRouteRequest { Destination = "GB", Provider = Provider }, Ct);
        await live.Senders.RegisterAsync(new RegisterSenderRequest { SenderId = Sender }, cancellationToken: Ct);
        return customer.Id;
    }

    /// <summary>A session of each kind: a phone that scanned the code, one that has not yet, and a business number with a template.</summary>
    private async Task<Used> Connected(SendApiClient test)
    {
        var linked = await test.Sessions.CreateAsync(new CreateSessionRequest { Name = Linked }, cancellationToken: Ct);
        await test.Sessions.SimulateAsync(linked.Id, new SimulateSessionRequest { Action = PhoneAction.Scan }, cancellationToken: Ct);
        var unlinked = await test.Sessions.CreateAsync(new CreateSessionRequest { Name = Unlinked }, cancellationToken: Ct);
        var cloud = await test.Sessions.CreateAsync(new CreateSessionRequest { Name = Cloud, Kind = SessionKind.Cloud }, cancellationToken: Ct);
        using var components = JsonDocument.Parse("""[{"type": "BODY", "text": "Your parcel is on its way."}]""");
        await test.Templates.CreateAsync(new CreateTemplateRequest { SessionId = cloud.Id, Name = "order_shipped", Language = "en_GB", Category = TemplateCategory.Utility, Components = components.RootElement }, cancellationToken: Ct);
        await Until.IsTrue(async () => (await test.Sessions.GetAsync(linked.Id, Ct)).Status == SessionStatus.Connected);
        var group = await test.Groups.CreateAsync(new CreateGroupRequest { SessionId = linked.Id, Name = Group, Participants = [Chatted] }, cancellationToken: Ct);
        return this with { LinkedSession = linked.Id, UnlinkedSession = unlinked.Id, CloudSession = cloud.Id, GroupId = group.Id };
    }

    private async Task<Used> Sent(SendApiClient test)
    {
        const string codeTo = "+447700900713", question = "When does it come?";
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        foreach (var to in (string[])["+447700900000", "+447700900002"])
            await Send(test, to);
        var written = await test.Inbound.SimulateAsync(new SimulateInboundRequest { From = Wrote, To = Number, Content = question }, cancellationToken: Ct);
        await test.Sessions.SimulateAsync(LinkedSession, new SimulateSessionRequest { Action = PhoneAction.Write, From = Wrote, Content = question }, cancellationToken: Ct);
        return this with
        {
            Sms = await Send(test, Reached),
            FailedSms = await Send(test, Unreached),
            ScheduledSms = await Send(test, Later, tomorrow),
            ReceivedSms = written.Id,
            Batch = (await test.Sms.SendBulkAsync(new SendBulkRequest { Recipients = ["+447700900721", "+447700900722", "0712"], Content = Words, SendAt = tomorrow }, cancellationToken: Ct)).BatchId,
            Verification = (await test.Verify.SendCodeAsync(new SendCodeRequest { To = codeTo }, cancellationToken: Ct)).Id,
            CodeTo = codeTo,
            WhatsApp = (await test.WhatsApp.SendAsync(new SendWhatsAppRequest { SessionId = LinkedSession, To = Chatted, Content = Words }, cancellationToken: Ct)).Id,
        };
    }

    /// <summary>Once everything is where it is to go.</summary>
    private async Task<Used> Arrived(SendApiClient test)
    {
        await Until.IsTrue(async () => (await test.Sms.GetAsync(Sms, Ct)).Status == SmsStatus.Delivered && (await test.Sms.GetAsync(FailedSms, Ct)).Status == SmsStatus.Undelivered);
        await Until.IsTrue(async () => (await test.Verify.GetAsync(Verification, Ct)).Events?.Count > 1 && (await test.WhatsApp.GetAsync(WhatsApp, Ct)).Status == WhatsAppStatus.Delivered);
        var chatted = await First(() => test.WhatsApp.ListPageAsync(new WhatsAppFilter { Direction = WhatsAppDirection.In }, cancellationToken: Ct), m => m.From == Wrote);
        var delivery = await First(() => test.Webhooks.ListDeliveriesPageAsync(Webhook, cancellationToken: Ct), d => d.Attempts > 0);
        return this with { ReceivedWhatsApp = chatted.Id, Delivery = delivery };
    }

    private static async Task<string> Send(SendApiClient test, string to, DateTimeOffset? at = null) =>
        (await test.Sms.SendAsync(new SendSmsRequest { To = to, Content = Words, SendAt = at }, cancellationToken: Ct)).Id;

    private static async Task<T> First<T>(Func<Task<Page<T>>> list, Func<T, bool> isIt)
        where T : class
    {
        T? found = null;
        await Until.IsTrue(async () => (found = (await list()).Items.FirstOrDefault(isIt)) is not null);
        return found!;
    }
}
