using SendApi.Connectors.Meta;
using SendApi.Core.Sending;

namespace SendApi.Tests.Connectors.Meta;

/// <summary>Files that people sent, as Meta gives them out.</summary>
public sealed class CloudFilesTests
{
    private const string Missing = """{"error": {"message": "Unsupported get request. Object with ID '1' does not exist", "type": "GraphMethodException", "code": 100, "error_subcode": 33}}""";

    [Fact]
    public async Task A_file_is_asked_for_by_its_id_and_loaded_with_the_token()
    {
        GraphHost? host = null;
        await using var started = host = await GraphHost.Start(line => line.StartsWith("GET /v23.0/1313", StringComparison.Ordinal)
            ? (200, $$"""{"url": "{{host!.Url}}/attachments/?mid=1313", "mime_type": "application/json", "sha256": "a", "file_size": 7, "id": "1313"}""")
            : (200, "a file."));

        var file = await started.Gateway.Fetch(GraphHost.Session, "1313", 7, default);

        Assert.Equal("a file."u8.ToArray(), file?.Bytes);
        Assert.Equal(["GET /v23.0/1313?phone_number_id=106540352242922", "GET /attachments/?mid=1313"], started.Requests.Select(r => r.Line));
        Assert.All(started.Requests, r => Assert.Equal("Bearer EAAJB-a-token", r.Bearer));
        Assert.Null(await started.Gateway.Fetch(GraphHost.Session, "1313", 6, default));
        Assert.Equal(3, started.Requests.Count);
    }

    [Fact]
    public async Task A_file_that_is_longer_than_Meta_said_is_not_read_to_its_end()
    {
        GraphHost? host = null;
        await using var started = host = await GraphHost.Start(line => line.Contains("phone_number_id", StringComparison.Ordinal) ? (200, $$"""{"url": "{{host!.Url}}/file"}""") : (200, new string('a', 1_000)));

        Assert.Null(await started.Gateway.Fetch(GraphHost.Session, "1313", 999, default));
    }

    [Theory]
    [InlineData("https://elsewhere.example.com/file"), InlineData("http://lookaside.fbsbx.com/file"), InlineData("https://evilfbsbx.com/file"), InlineData("https://fbsbx.com.example.com/file"), InlineData("file:///etc/hosts"), InlineData("/file")]
    public async Task Nobody_but_Meta_is_shown_the_token(string url)
    {
        await using var host = await GraphHost.Start(200, $$"""{"url": "{{url}}", "file_size": 7}""");

        await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Fetch(GraphHost.Session, "1313", 100, default));
        Assert.Single(host.Requests);
    }

    [Theory]
    [InlineData("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1"), InlineData("https://mmg.whatsapp.net/v/1")]
    public async Task A_file_of_Metas_own_servers_is_loaded(string url)
    {
        using var gateway = new CloudGateway(
            new("meta", new Uri("https://graph.facebook.com/v23.0/"), (_, _) => Task.FromResult<CloudAccess?>(GraphHost.Access), (_, _) => Task.FromResult<Stream?>(null)) { Inside = new Wire(url) },
            TimeProvider.System);

        Assert.Equal("a file."u8.ToArray(), (await gateway.Fetch(GraphHost.Session, "1313", 100, default))?.Bytes);
    }

    [Theory]
    [InlineData(400, Missing), InlineData(404, "")]
    public async Task A_file_that_Meta_has_no_more_is_gone(int status, string body)
    {
        await using var host = await GraphHost.Start(status, body);

        Assert.Null(await host.Gateway.Fetch(GraphHost.Session, "1313", 100, default));
    }

    [Theory]
    [InlineData("1313"), InlineData("../1313"), InlineData("")]
    public async Task A_file_that_Meta_does_not_give_out_now_is_a_fault(string id)
    {
        await using var host = await GraphHost.Start(500, "");

        await Assert.ThrowsAsync<GatewayFault>(() => host.Gateway.Fetch(GraphHost.Session, id, 100, default));
    }

    /// <summary>In place of the network: says that a file is at an address, and has it there alone.</summary>
    private sealed class Wire(string url) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage
        {
            Content = new StringContent(request.RequestUri?.AbsoluteUri == url ? "a file." : $$"""{"url": "{{url}}"}"""),
        });
    }
}
