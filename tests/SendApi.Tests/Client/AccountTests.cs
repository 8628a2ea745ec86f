using System.Text;
using SendApi.Client;

namespace SendApi.Tests.Client;

/// <summary>The client and the whole server: keys, suppressions, senders, money, and what the operator does.</summary>
public sealed class AccountTests
{
    [Fact]
    public async Task A_key_is_made_used_rotated_and_revoked()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);

        var once = new RequestOptions { IdempotencyKey = "one-key" };
        var request = new CreateKeyRequest { Name = "billing", Scopes = [KeyScopes.SmsRead], SpendLimit = 25.5m, RecipientLimit = 9, ExpiresAt = TestApp.Start.AddDays(1) };
        var made = await client.Keys.CreateAsync(request, once);
        var again = await client.Keys.CreateAsync(request, once);

        Assert.Equal((made.Id, null, 25.5m, TestApp.Start.AddDays(1)), (again.Id, again.Key, made.SpendLimit, made.ExpiresAt));
        using var other = Clients.Of(app, made.Key);
        Assert.Empty((await other.Sms.ListPageAsync()).Items);
        var refused = await Clients.Refused(() => other.Sms.SendAsync("+447700900000", "Hello"));
        Assert.Equal((SendApiErrors.InsufficientScope, KeyScopes.SmsWrite), (refused.Code, refused.RequiredScope));
        var next = await client.Keys.RotateAsync(made.Id, new RotateKeyRequest { Overlap = TimeSpan.FromMinutes(1) });
        Assert.Equal((next.Id, TestApp.Start.AddMinutes(1)), ((await client.Keys.GetAsync(made.Id)).ReplacedBy, (await client.Keys.GetAsync(made.Id)).ExpiresAt));
        Assert.True((await client.Keys.RevokeAsync(next.Id)).Deleted);
        Assert.Equal(KeyState.Revoked, (await client.Keys.GetAsync(next.Id)).State);
    }

    [Fact]
    public async Task A_list_of_suppressions_goes_out_and_in_as_a_file()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("skip me\naddress,reason\n+447700900001,left\n0770,\nada@example.com,left\n")) { Position = "skip me\n".Length };

        var imported = await client.Suppressions.ImportAsync(file);
        using var exported = new MemoryStream();
        await client.Suppressions.ExportAsync(exported);

        Assert.Equal((2, 0, 1, 3), (imported.Imported, imported.AlreadyListed, imported.Rejected, Assert.Single(imported.Errors).Line));
        var lines = Encoding.UTF8.GetString(exported.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["address,channel,reason,source,created_at", "+447700900001,all,left,import,2026-03-09T14:30:00Z", "ada@example.com,all,left,import,2026-03-09T14:30:00Z"], lines);
        Assert.True(file.CanRead);
        Assert.Equal(SendApiErrors.RecipientSuppressed, (await Clients.Refused(() => client.Sms.SendAsync("+447700900001", "Hello"))).Code);
        var entry = Assert.Single((await client.Suppressions.ListPageAsync(new SuppressionFilter { Address = "+447700900001" })).Items);
        Assert.True((await client.Suppressions.RemoveAsync(entry.Id)).Deleted);
    }

    [Fact]
    public async Task A_file_that_can_be_read_again_is_imported_again_from_where_it_stood_and_another_is_not()
    {
        var done = Script.Answer(200, """{"success":true,"data":{"imported":1,"already_listed":0,"rejected":0,"errors":[]}}""");
        await using var script = new Script(Script.Refusal(503, 5030, 1), done, Script.Refusal(503, 5030, 1));
        using var file = new MemoryStream("##address"u8.ToArray()) { Position = 2 };

        await script.Client.Suppressions.ImportAsync(file);
        Assert.All(script.Requests, r => Assert.EndsWith("\r\n\r\naddress", r, StringComparison.Ordinal));
        Assert.Single(script.Keys.Distinct());

        file.Position = 2;
        var refused = await Clients.Refused(() => script.Client.Suppressions.ImportAsync(new OnceReadable(file)));
        Assert.Equal((SendApiErrors.Overloaded, 1), (refused.Code, refused.Attempts));
    }

    [Fact]
    public async Task Money_is_exact_to_the_sixth_place()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app, app.LiveKey);

        var paid = await client.Operator.TopUpAsync(app.AccountId, new BookPaymentRequest { Amount = 25.123456m, Reference = "invoice 1" });

        Assert.Equal((25.123456m, 25.123456m, "USD"), (paid.Amount.Amount, paid.SmsBalance.Amount, paid.SmsBalance.Currency));
        Assert.Equal(25.123456m, Assert.Single((await client.Billing.ListLedgerPageAsync()).Items).Amount.Amount);
        Assert.Equal(25.123456m, (await client.Billing.GetUsageAsync()).SmsBalance.Amount);
    }

    [Fact]
    public async Task A_quota_is_set_lifted_and_left_as_it_is()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app, app.LiveKey);

        var limited = await client.Operator.UpdatePlanAsync("Growth", new UpdatePlanRequest { SmsQuota = 7, Discounts = [new() { FromSegments = 1000, Percent = 3 }] });
        var lifted = await client.Operator.UpdatePlanAsync("Growth", new UpdatePlanRequest { EmailQuota = Quota.Unlimited });

        Assert.Equal((7, 3), (limited.SmsQuota, Assert.Single(limited.Discounts).Percent));
        Assert.Equal((7, null, 1000), (lifted.SmsQuota, lifted.EmailQuota, lifted.OtpQuota));
        Assert.Contains((await client.Operator.ListPlansAsync()).Items, p => p is { Name: "Growth", EmailQuota: null });
    }

    [Fact]
    public async Task The_operator_makes_accounts_and_decides_on_senders()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app, app.LiveKey);

        var account = await client.Operator.CreateAccountAsync(new CreateAccountRequest { Name = "Shop", Plan = "Growth", PeriodAnchor = new DateOnly(2026, 3, 5) });
        await client.Operator.UpdateAccountAsync(account.Id, new UpdateAccountRequest { Suspended = true, SuspendedReason = "unpaid", Policy = new() { AllowedCountries = ["GB"] } });
        var sender = await client.Senders.RegisterAsync(new RegisterSenderRequest { SenderId = "Acme", Countries = ["GB"] });
        var waiting = await client.Operator.ListSendersPageAsync();
        var approved = await client.Operator.ApproveSenderAsync(sender.Id);

        var read = await client.Operator.GetAccountAsync(account.Id);
        Assert.Equal((true, "unpaid", "GB", new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero)), (read.Suspended, read.SuspendedReason, Assert.Single(read.Policy!.AllowedCountries), read.BillingPeriod.StartsAt));
        Assert.Equal((SenderStatus.Pending, sender.Id, SenderStatus.Approved), (sender.Status, Assert.Single(waiting.Items).Id, approved.Status));
        Assert.Equal(SendApiErrors.Conflict, (await Clients.Refused(() => client.Operator.CreateAccountAsync(new CreateAccountRequest { Name = "Shop" }))).Code);
    }

    /// <summary>A stream such as a network gives one: it cannot go back.</summary>
    private sealed class OnceReadable(Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
