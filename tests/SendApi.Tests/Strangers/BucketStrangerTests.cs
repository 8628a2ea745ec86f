using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Core;
using SendApi.Server.WhatsApp;
using SendApi.Tests.WhatsApp;

namespace SendApi.Tests.Strangers;

/// <summary>Files in a bucket, on a server that we did not write.</summary>
public sealed class BucketStrangerTests
{
    private const string Media = "/v1/whatsapp/media";

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("some bytes");

    [Fact]
    public async Task A_file_is_kept_opened_listed_and_removed()
    {
        await using var stranger = Stranger.Start("bucket.mjs", "s3rver");
        using var bucket = new MediaBucket(Options(await Port(stranger)));
        var (account, now) = (Ids.New(Ids.Account, TestApp.Start), TestApp.Start);
        List<string> ids = [.. Enumerable.Range(0, 5).Select(_ => Ids.New(Ids.Media, now))];

        foreach (var id in ids)
            await bucket.Keep(account, id, Bytes, default);
        await using (var open = await bucket.Open(account, ids[0], default))
        {
            using var read = new MemoryStream();
            await open!.CopyToAsync(read, TestContext.Current.CancellationToken);
            Assert.Equal(Bytes, read.ToArray());
        }

        await bucket.Remove(account, ids[1], default);
        await bucket.Remove(account, ids[1], default);
        Assert.Null(await bucket.Open(account, ids[1], default));
        Assert.Equal(ids.Where(id => id != ids[1]).Select(id => (account, id)).Order(), (await bucket.Before(now.AddDays(1), default).ToListAsync(TestContext.Current.CancellationToken)).Order());
        Assert.Empty(await bucket.Before(now.AddDays(-1), default).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_refuses_or_cannot_be_reached_is_said_to_be_so()
    {
        await using var stranger = Stranger.Start("bucket.mjs", "s3rver");
        var port = await Port(stranger);

        foreach (var (options, says) in new[]
        {
            (Options(port, bucket: "nowhere"), "NoSuchBucket"), (Options(port, key: "nobody"), "InvalidAccessKeyId"), (Options(1), "cannot be reached"),
        })
        {
            using var bucket = new MediaBucket(options);
            var fault = await Assert.ThrowsAsync<MediaFault>(() => bucket.Keep("acct_1", Ids.New(Ids.Media, TestApp.Start), Bytes, default));
            Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_picture_goes_through_the_bucket_and_nothing_is_accepted_while_it_is_gone(string engine)
    {
        await using var stranger = Stranger.Start("bucket.mjs", "s3rver");
        var port = await Port(stranger);
        await using var app = await TestApp.Run(engine, o => o with
        {
            Configure = builder =>
            {
                foreach (var (name, value) in new[] { ("Url", $"http://127.0.0.1:{Text(port)}"), ("Name", "files"), ("AccessKey", "S3RVER"), ("SecretKey", "S3RVER") })
                    TestApp.Setting("WhatsApp:Bucket:" + name, value)(builder);
            },
        });
        await Sessions.Connected(app);
        var body = $$"""{"to": "+447700900100", "type": "image", "media": {"base64": "{{Convert.ToBase64String(FileHost.Picture)}}"} }""";

        var sent = await app.Post("/v1/whatsapp/send", body);

        Assert.True(sent.Status == 201, sent.Text);
        await Sessions.MessageUntil(app, sent.Data("id"), "delivered");
        var file = sent.Json.GetProperty("data").GetProperty("media").GetProperty("id").GetString()!;
        Assert.Equal((200, "image/png"), (await app.Get($"{Media}/{file}/content") is var content ? content.Status : 0, content.Headers["Content-Type"]));
        Assert.False(Directory.Exists(Path.Combine(app.Location.Folder, "media")));
        await app.Db.Write(s => s.Execute("UPDATE messages SET content = ''"), default);
        Assert.Equal(1, await MediaSweep.Left(app.Db, app.Services.GetRequiredService<IMediaFiles>(), default));
        Assert.Empty(await app.Services.GetRequiredService<IMediaFiles>().Before(app.Clock.GetUtcNow().AddDays(1), default).ToListAsync(TestContext.Current.CancellationToken));

        await stranger.DisposeAsync();
        var refused = await app.Post("/v1/whatsapp/send", body);
        Assert.Equal((5030, 503), (refused.Code, refused.Status));
        Assert.Equal(1, await app.Db.Read(s => s.Number("SELECT COUNT(*) FROM messages"), default));
    }

    private static BucketOptions Options(int port, string bucket = "files", string key = "S3RVER") => new() { Url = $"http://127.0.0.1:{Text(port)}", Name = bucket, AccessKey = key, SecretKey = "S3RVER" };

    private static async Task<int> Port(Stranger stranger) => (await stranger.Next("listening")).GetProperty("port").GetInt32();

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
