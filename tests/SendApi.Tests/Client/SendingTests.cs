using SendApi.Client;
using SendApi.Server.Delivery;
using SendApi.Tests.Verify;

namespace SendApi.Tests.Client;

/// <summary>The client and the whole server: texts, codes, lists, and what is refused.</summary>
public sealed class SendingTests
{
    public static TheoryData<int> Numbers => [.. MagicRefusals.All.Select(m => m.Code.Number)];

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_is_sent_and_followed_until_it_is_delivered(string engine)
    {
        await using var app = await TestApp.Run(engine);
        using var client = Clients.Of(app);

        var sent = await client.Sms.SendAsync(new SendSmsRequest
        {
            To = "+447700900000",
            Content = "Hello “Ada”",
            SmartEncoding = true,
            Validity = TimeSpan.FromHours(1),
            TrafficClass = TrafficClass.Otp,
            Metadata = new Dictionary<string, string> { ["order"] = "1001" },
        });

        Assert.Equal(("sms.message", SmsStatus.Queued, SmsEncoding.Gsm7, 1, TrafficClass.Otp, 0m), (sent.Object, sent.Status, sent.Encoding, sent.Segments, sent.TrafficClass, sent.Price.Amount));
        Assert.Equal((TestApp.Start, "1001", 2), (sent.CreatedAt, sent.Metadata!["order"], sent.Replaced!.Sum(r => r.Count)));
        SmsMessage? last = null;
        await Eventually.IsTrue(async () => (last = await client.Sms.GetAsync(sent.Id)).Status == SmsStatus.Delivered, () => $"{last}", app.Clock);
        Assert.Equal(("Hello \"Ada\"", TestApp.Start.AddHours(1)), (last!.Content, last.ValidUntil));
        Assert.Contains(last.Events!, e => e is { Type: "attempt", Attempt: 1, Outcome: "accepted" });
    }

    [Theory, MemberData(nameof(Numbers))]
    public async Task Every_refusal_is_read_with_all_that_it_says(int number)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app, change: o => o.MaxRetries = 0);
        var raw = await app.Post("/v1/sms/send", $$"""{"to": "+4477009{{number:00000}}", "content": "Hello"}""");

        var refused = await Clients.Refused(() => client.Sms.SendAsync($"+4477009{number:00000}", "Hello"));

        var told = raw.Error.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.ToString());
        Assert.Equal((raw.Code, raw.Status, raw.Message, told["type"], told["doc_url"]), (refused.Code, (int)refused.StatusCode!, refused.Message, refused.Type, refused.DocUrl));
        Assert.StartsWith("req_", refused.RequestId, StringComparison.Ordinal);
        Assert.Equal(raw.Fields, refused.Details.Select(d => d.Field));
        Assert.Equal(told.GetValueOrDefault("retry_after"), refused.RetryAfter is { } wait ? $"{wait.TotalSeconds}" : null);
        Assert.Equal((told.GetValueOrDefault("required_scope"), told.GetValueOrDefault("upgrade_url"), told.GetValueOrDefault("top_up_url")), (refused.RequiredScope, refused.UpgradeUrl, refused.TopUpUrl));
        Assert.Equal((told.GetValueOrDefault("used"), told.GetValueOrDefault("limit")), (refused.Used?.ToString(), refused.Limit?.ToString()));
        Assert.Equal(number == SendApiErrors.SmsBalanceLow ? (0.012m, 0.045m, "USD") : (null, null, null), (refused.Balance?.Amount, refused.Required?.Amount, refused.Balance?.Currency));
        Assert.Equal(told.TryGetValue("resets_at", out var resets) ? DateTimeOffset.Parse(resets) : null, refused.ResetsAt);
        Assert.Equal(number >= 5000 && number != SendApiErrors.Overloaded, refused.IsInDoubt);
    }

    [Fact]
    public async Task Every_field_at_fault_is_named()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);

        var refused = await Clients.Refused(() => client.Sms.SendAsync(new SendSmsRequest { To = "", Content = "", MaxSegments = 0 }));

        Assert.Equal((SendApiErrors.InvalidRequest, "invalid_request"), (refused.Code, refused.Type));
        Assert.Equal(["content", "max_segments", "to"], refused.Details.Select(d => d.Field).Order());
        Assert.All(refused.Details, d => Assert.NotEmpty(d.Message));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_text_whose_answer_was_lost_is_sent_once(string engine)
    {
        await using var app = await TestApp.Run(engine);
        using var wire = new LostAnswers(lost: 2);
        using var client = new SendApiClient(new HttpClient(wire), Clients.Options(app.Http.BaseAddress!, app.TestKey, o => o.Clock = new JumpingClock(o.TryTimeout)));

        var sent = await client.Sms.SendAsync("+447700900000", "Hello");

        Assert.Equal(3, wire.Requests);
        Assert.Equal(sent.Id, Assert.Single((await client.Sms.ListPageAsync()).Items).Id);
    }

    [Fact]
    public async Task What_became_of_a_call_in_doubt_is_learned_under_its_key()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = new SendApiClient(new HttpClient(new LostAnswers(lost: 1)), Clients.Options(app.Http.BaseAddress!, app.TestKey, o => o.MaxRetries = 0));
        var request = new SendSmsRequest { To = "+447700900000", Content = "Hello" };
        var fault = await Clients.Refused(() => client.Sms.SendAsync(request));

        var sent = await client.Sms.SendAsync(request, new RequestOptions { IdempotencyKey = fault.IdempotencyKey });

        Assert.True(fault.IsInDoubt);
        Assert.Equal(sent.Id, Assert.Single((await client.Sms.ListPageAsync()).Items).Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_list_is_read_over_all_its_pages_and_in_single_ones(string engine)
    {
        await using var app = await TestApp.Run(engine);
        using var client = Clients.Of(app);
        var bulk = await client.Sms.SendBulkAsync(new SendBulkRequest
        {
            Recipients = [.. Enumerable.Range(0, 230).Select(i => (BulkRecipient)$"+4477009{i:00000}"), new BulkRecipient { To = "+447700910000", Variables = new Dictionary<string, string> { ["name"] = "Ada" } }],
            Content = "Hello {{name}}",
        });

        Assert.Equal((231, 230), (bulk.Total, bulk.Rejected.Count(r => r.Error.Code == SendApiErrors.InvalidRequest)));
        var rejected = new List<int>();
        await foreach (var one in client.Batches.ListRejectionsAsync(bulk.BatchId))
            rejected.Add(one.Index);
        Assert.Equal(Enumerable.Range(0, 230), rejected);
        var first = await client.Batches.ListRejectionsPageAsync(bulk.BatchId, new PageRequest { PerPage = 90 });
        var third = await client.Batches.ListRejectionsPageAsync(bulk.BatchId, new PageRequest { PerPage = 90, Page = 3 });
        var second = await client.Batches.ListRejectionsPageAsync(bulk.BatchId, new PageRequest { PerPage = 90, Cursor = first.NextCursor });
        Assert.Equal((90, 50, 90, 90), (first.Items.Count, third.Items.Count, second.Items[0].Index, first.Meta.PerPage));
        Assert.Null(third.NextCursor);
    }

    [Fact]
    public async Task A_filter_narrows_a_list()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);
        var mine = await client.Sms.SendAsync("+447700900001", "One");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var later = await client.Sms.SendAsync(new SendSmsRequest { To = "+447700900002", Content = "Two", SendAt = app.Clock.GetUtcNow().AddDays(1) });

        Assert.Equal(mine.Id, Assert.Single((await client.Sms.ListPageAsync(new SmsFilter { To = "+447700900001" })).Items).Id);
        Assert.Equal(later.Id, Assert.Single((await client.Sms.ListPageAsync(new SmsFilter { Status = SmsStatus.Scheduled })).Items).Id);
        Assert.Equal(mine.Id, Assert.Single((await client.Sms.ListPageAsync(new SmsFilter { Until = TestApp.Start.AddMinutes(1) })).Items).Id);
        Assert.Equal(later.Id, Assert.Single((await client.Sms.ListPageAsync(new SmsFilter { From = TestApp.Start.AddMinutes(1) })).Items).Id);
    }

    [Fact]
    public async Task A_text_that_waits_gets_another_time_and_is_taken_back()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);
        var sent = await client.Sms.SendAsync(new SendSmsRequest { To = "+447700900000", Content = "Hello", SendAt = TestApp.Start.AddHours(1) });

        var moved = await client.Sms.RescheduleAsync(sent.Id, new DateTimeOffset(2026, 3, 10, 1, 30, 0, TimeSpan.FromHours(3)));
        var canceled = await client.Sms.CancelAsync(sent.Id);

        Assert.Equal((SmsStatus.Scheduled, TestApp.Start.AddHours(8)), (moved.Status, moved.SendAt));
        Assert.Equal(SmsStatus.Canceled, canceled.Status);
        Assert.Equal(SendApiErrors.Conflict, (await Clients.Refused(() => client.Sms.CancelAsync(sent.Id))).Code);
    }

    [Fact]
    public async Task A_send_is_explained_by_the_very_request_that_sends_it()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);

        var good = await client.ExplainAsync(new SendSmsRequest { To = "+447700900000", Content = "Hello ≠" });
        var bad = await client.ExplainAsync(new SendSmsRequest { To = "+447700904004", Content = "Hello" });

        Assert.Equal((true, "GB", "≠", SmsEncoding.Ucs2), (good.WouldSend, good.Country, Assert.Single(good.Text!.CharactersForcingUcs2).Character, good.Text.Encoding));
        Assert.Equal((false, SendApiErrors.RecipientSuppressed), (bad.WouldSend, bad.Refusal!.Code));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_code_is_sent_and_checked(string engine)
    {
        await using var app = await TestApp.Run(engine);
        using var client = Clients.Of(app);

        var sent = await client.Verify.SendCodeAsync(new SendCodeRequest { To = Codes.Phone, Length = 8, Lifetime = TimeSpan.FromMinutes(2), BrandName = "Acme", Locale = "de" });
        var code = await Codes.Shown(app, sent.Id);
        var wrong = await client.Verify.CheckCodeAsync(sent.Id, Codes.Wrong(code));
        var right = await client.Verify.CheckCodeAsync(new CheckCodeRequest { To = Codes.Phone, Code = code });

        Assert.Equal((VerificationStatus.Pending, TestApp.Start.AddMinutes(2), 8), (sent.Status, sent.ExpiresAt, code.Length));
        Assert.Equal((false, 4), (wrong.Valid, wrong.AttemptsRemaining));
        Assert.Equal((true, VerificationStatus.Verified, TestApp.Start), (right.Valid, right.Status, right.VerifiedAt));
        Assert.Equal(VerificationStatus.Verified, (await client.Verify.GetAsync(sent.Id)).Status);
        Assert.Equal(SendApiErrors.VerificationNotFound, (await Clients.Refused(() => client.Verify.CheckCodeAsync(sent.Id, code))).Code);
    }

    [Fact]
    public async Task A_person_who_got_too_many_codes_is_not_waited_for()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        using var client = Clients.Of(app);
        for (var i = 0; i < 5; i++)
            await client.Verify.SendCodeAsync(new SendCodeRequest { To = Codes.Phone });

        var refused = await Clients.Refused(() => client.Verify.SendCodeAsync(new SendCodeRequest { To = Codes.Phone }));

        Assert.Equal((SendApiErrors.OtpRateLimit, TimeSpan.FromHours(1), 1), (refused.Code, refused.RetryAfter, refused.Attempts));
    }
}
