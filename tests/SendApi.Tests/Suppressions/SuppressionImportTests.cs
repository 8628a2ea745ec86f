using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SendApi.Server.Suppressions;

namespace SendApi.Tests.Suppressions;

public sealed class SuppressionImportTests
{
    private const string List = "/v1/suppressions", Import = "/v1/suppressions/import", Export = "/v1/suppressions/export";

    [Theory, ClassData(typeof(Engines))]
    public async Task Fifty_thousand_lines_with_duplicates_are_listed_once_and_a_second_time_not_at_all(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var file = new StringBuilder("address,channel,reason\n");
        for (var i = 0; i < 50_000; i++)
            file.Append($"+4477{i % 49_000:00000000},sms,asked\n");

        Assert.Equal((49_000, 1_000, 0), Counts(await Post(app, file.ToString())));
        Assert.Equal((0, 50_000, 0), Counts(await Post(app, file.ToString())));

        Assert.Equal(49_000, await Listed(app));
        Assert.Equal(4004, (await app.Post("/v1/sms/send", """{"to": "+447700048999", "content": "Hi"}""")).Code);
        await app.SendSms("+447700049000");
        // A long list has no total, a filter that nothing passes gives an empty page, and the cursor leads through the whole list.
        var page = await app.Get($"{List}?channel=email");
        Assert.Equal((0, JsonValueKind.Null), (page.Json.GetProperty("data").GetArrayLength(), page.Json.GetProperty("meta").GetProperty("total").ValueKind));
        var pages = 1;
        for (; page.Json.GetProperty("meta").GetProperty("next_cursor").GetString() is { } cursor; pages++)
            page = await app.Get($"{List}?channel=email&cursor={cursor}");
        Assert.Equal(10, pages);
        Assert.Equal("sms", (await app.Get($"{List}?address=%2B447700048999")).Json.GetProperty("data")[0].GetProperty("channel").GetString());

        var exported = (await app.Get(Export)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(49_001, exported.Length);
        Assert.Equal("+447700000000,sms,asked,import,2026-03-09T14:30:00Z", exported[1]);
        Assert.Equal(exported.Skip(1).Order(StringComparer.Ordinal), exported.Skip(1));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_wrong_line_is_told_by_its_number_and_does_not_sink_the_rest(string engine)
    {
        await using var app = await TestApp.Run(engine);

        var reply = await Post(app, """
            Address, reason ,channel

            +447700900001,"said ""stop"", twice",sms
            0712345678,,
            ada@EXAMPLE.com,,
            ada@example.com,,sms
            +447700900002,x,fax
            +447700900003,x
            +447700900004,"open,sms
            +447700900005,"closed"early,sms
            +447700900006,a�b,sms
            ada@example.com,,all
            """);

        Assert.Equal((2, 1, 7), Counts(reply));
        Assert.Equal([4, 6, 7, 8, 9, 10, 11], reply.Json.GetProperty("data").GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("line").GetInt32()));
        Assert.Contains("0712345678", reply.Json.GetProperty("data").GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        var export = (await app.Get(Export)).Text;
        Assert.Equal("""
            address,channel,reason,source,created_at
            +447700900001,sms,"said ""stop"", twice",import,2026-03-09T14:30:00Z
            ada@example.com,all,import,import,2026-03-09T14:30:00Z

            """, export);
        // What was exported can be imported as it is.
        Assert.Equal((0, 2, 0), Counts(await Post(app, export)));
        Assert.Equal((2, 0, 0), Counts(await Post(app, export, app.LiveKey)));
    }

    [Fact]
    public async Task Of_many_wrong_lines_the_first_hundred_are_told_and_all_are_counted()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await Post(app, "address\n" + string.Concat(Enumerable.Repeat("nobody\n", 150)) + new string('x', 1_000_000) + "\n+447700900001");

        Assert.Equal((1, 0, 151), Counts(reply));
        Assert.Equal(100, reply.Json.GetProperty("data").GetProperty("errors").GetArrayLength());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\n", "empty")]
    [InlineData("+447700900001\n", "column '+447700900001'")]
    [InlineData("address;channel\n+447700900001;sms", "column 'address;channel'")]
    [InlineData("phone,channel\n+447700900001,sms", "column 'phone'")]
    [InlineData("channel,reason\nsms,x", "'address' is missing")]
    [InlineData("address,address\n+447700900001,x", "twice")]
    [InlineData("\"address\n+447700900001", "double quote")]
    public async Task A_wrong_first_line_is_4000_and_nothing_is_changed(string file, string says)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await Post(app, file);

        Assert.Equal((422, 4000), (reply.Status, reply.Code));
        Assert.Contains(says, reply.Message, StringComparison.Ordinal);
        Assert.Equal(["line 1"], reply.Fields);
        Assert.Equal(0, await Listed(app));
    }

    [Fact]
    public async Task A_byte_order_mark_and_the_line_ends_of_Windows_are_taken()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        Assert.Equal((1, 0, 0), Counts(await Post(app, "\uFEFFaddress,channel\r\n+447700900001,sms\r\n")));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/csv; charset=iso-8859-1")]
    public async Task What_is_not_marked_as_CSV_in_UTF8_is_4150(string type)
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var reply = await Post(app, "address\n+447700900001", type: type);

        Assert.Equal((415, 4150), (reply.Status, reply.Code));
        Assert.Equal(0, await Listed(app));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_4130_before_it_is_read()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var request = new HttpRequestMessage(HttpMethod.Post, Import) { Headers = { ExpectContinue = true } };
        request.Content = new StreamContent(Stream.Null) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv"), ContentLength = ImportSuppressions.LimitBytes + 1 } };

        var reply = await app.Send(request, app.TestKey);

        Assert.Equal((413, 4130), (reply.Status, reply.Code));
        Assert.Contains("268,435,456", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_does_not_say_its_length_is_cut_off_at_the_limit()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var request = new HttpRequestMessage(HttpMethod.Post, Import) { Headers = { TransferEncodingChunked = true } };
        request.Content = new Written(async (stream, ct) =>
        {
            await stream.WriteAsync("address\n+447700900001\n"u8.ToArray(), ct);
            var rest = new byte[1024 * 1024];
            Array.Fill(rest, (byte)'x');
            for (var sent = 0L; sent < ImportSuppressions.LimitBytes; sent += rest.Length)
                await stream.WriteAsync(rest, ct);
        });

        var reply = await app.Send(request, app.TestKey);

        Assert.Equal((413, 4130), (reply.Status, reply.Code));
        Assert.Contains("Nothing was imported", reply.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Listed(app));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_caller_who_leaves_in_the_middle_leaves_what_was_written_and_may_come_again(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var lines = string.Concat(Enumerable.Range(0, 2_500).Select(i => $"+4477{i:00000000}\n"));

        using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Import) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", app.TestKey) } };
            request.Content = new Written(async (stream, ct) =>
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes("address\n" + lines), ct);
                await stream.FlushAsync(ct);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            });
            var sending = app.Http.SendAsync(request, leaving.Token);
            await Eventually.IsTrue(async () => await Listed(app) == 2_000);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }

        Assert.Equal((500, 2_000, 0), Counts(await Post(app, "address\n" + lines)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task With_an_idempotency_key_a_repeated_import_gets_its_first_answer_and_another_file_is_4091(string engine)
    {
        await using var app = await TestApp.Run(engine);
        const string file = "address\n+447700900001\n+447700900002\nnobody";

        var first = await Post(app, file, idempotencyKey: "monday");
        var again = await Post(app, file, idempotencyKey: "monday");
        var other = await Post(app, file + "\n+447700900003", idempotencyKey: "monday");

        Assert.Equal((2, 0, 1), Counts(first));
        Assert.Equal((first.Text, "true"), (again.Text, again.Headers["Idempotent-Replayed"]));
        Assert.Equal((409, 4091), (other.Status, other.Code));
        Assert.Equal(2, await Listed(app));
        Assert.Equal((0, 2, 1), Counts(await Post(app, file, idempotencyKey: "tuesday")));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_imports_of_one_file_at_once_list_each_address_once(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var lines = Enumerable.Range(0, 5_000).Select(i => $"+4477{i:00000000}").ToList();

        var replies = await Task.WhenAll(Post(app, "address\n" + string.Join('\n', lines)), Post(app, "address\n" + string.Join('\n', Enumerable.Reverse(lines))));

        Assert.Equal(5_000, replies.Sum(r => Counts(r).Imported));
        Assert.Equal(5_000, await Listed(app));
    }

    private static Task<Reply> Post(TestApp app, string file, string? key = null, string type = "text/csv", string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Import) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return app.Send(request, key ?? app.TestKey);
    }

    private static (int Imported, int AlreadyListed, int Rejected) Counts(Reply reply)
    {
        Assert.True(reply.Status == 200, reply.Text);
        var data = reply.Json.GetProperty("data");
        return (data.GetProperty("imported").GetInt32(), data.GetProperty("already_listed").GetInt32(), data.GetProperty("rejected").GetInt32());
    }

    private static Task<long> Listed(TestApp app) => app.Db.Read(s => s.Number("SELECT COUNT(*) FROM suppressions WHERE is_test = 1"), default);

    /// <summary>A CSV body that is written as it is sent.</summary>
    private sealed class Written : HttpContent
    {
        private readonly Func<Stream, CancellationToken, Task> _write;

        public Written(Func<Stream, CancellationToken, Task> write)
        {
            _write = write;
            Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) => _write(stream, cancellationToken);

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => _write(stream, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
