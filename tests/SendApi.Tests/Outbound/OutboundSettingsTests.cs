using Microsoft.Extensions.DependencyInjection;
using SendApi.Core.Net;
using SendApi.Core.Sending;
using SendApi.Server.Outbound;
using SendApi.Server.Wiring;

namespace SendApi.Tests.Outbound;

public sealed class OutboundSettingsTests
{
    [Theory]
    [InlineData("""{"AllowedNetworks": ["10.0.0.300"]}""", "Outbound:AllowedNetworks", "'10.0.0.300'")]
    [InlineData("""{"AllowedNetworks": ["192.168.0.0/16", "10.0.0.1/8"]}""", "Outbound:AllowedNetworks", "10.0.0.0/8")]
    [InlineData("""{"AllowedNetworks": ["localhost"]}""", "Outbound:AllowedNetworks", "'localhost'")]
    [InlineData("""{"AllowedNetworks": [""]}""", "Outbound:AllowedNetworks", "not an address")]
    [InlineData("""{"AllowedNetworks": "10.0.0.0/8"}""", "Outbound:AllowedNetworks", "list")]
    [InlineData("""{"NameServer": "192.0.2.53"}""", "Outbound:NameServer", "'192.0.2.53'")]
    [InlineData("""{"NameServer": "dns.example.com:53"}""", "Outbound:NameServer", "192.0.2.53:53")]
    [InlineData("""{"NameServer": "127.1:53"}""", "Outbound:NameServer", "'127.1:53'")]
    [InlineData("""{"NameServer": "2001:db8::53"}""", "Outbound:NameServer", "[2001:db8::53]:53")]
    public async Task A_wrong_setting_stops_the_start_by_its_name(string section, params string[] says)
    {
        var location = await Stores.Fresh(Engines.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(location.Folder, "sendapi.json"), $$"""{"Outbound": {{section}}}""");

        var fault = Assert.Throws<InvalidSetting>(() => ServerHost.Build(new ServeOptions(location, ["http://127.0.0.1:0"])));

        Assert.All(says, s => Assert.Contains(s, fault.Message, StringComparison.Ordinal));
        Directory.Delete(location.Folder, recursive: true);
    }

    [Fact]
    public async Task The_settings_and_the_way_of_starting_each_allow_networks()
    {
        var location = await Stores.Fresh(Engines.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(location.Folder, "sendapi.json"), """{"Outbound": {"AllowedNetworks": ["10.1.0.0/16"], "NameServer": "[::1]:5353"}}""");
        await using var app = await TestApp.Run(location);

        var forbidden = app.Services.GetRequiredService<ForbiddenNetworks>();
        Assert.All(["10.1.2.3", "127.0.0.1", "::1"], a => Assert.Null(forbidden.Why(System.Net.IPAddress.Parse(a))));
        Assert.NotNull(forbidden.Why(System.Net.IPAddress.Parse("10.2.0.1")));
        Assert.NotNull(app.Services.GetRequiredService<OutboundCalls>());
    }

    [Fact]
    public async Task The_callback_of_a_text_is_judged_by_the_same_rule()
    {
        await using var open = await TestApp.Run(Engines.Sqlite);
        await using var closed = await TestApp.Run(Engines.Sqlite, o => o with { AllowedNetworks = [] });

        foreach (var url in (string[])["http://localhost:3000/", "https://127.0.0.1/", "https://[::1]/"])
        {
            Assert.Equal(201, (await Send(open, url)).Status);
            var refused = await Send(closed, url);
            Assert.Equal((422, 4000), (refused.Status, refused.Code));
            Assert.Contains("callback_url", refused.Fields);
        }

        Assert.Equal(422, (await Send(open, "https://169.254.169.254/latest/meta-data/")).Status);
        Assert.Equal(201, (await Send(closed, "https://example.com/hook")).Status);
    }

    private static Task<Reply> Send(TestApp app, string callback) =>
        app.Post("/v1/sms/send", $$"""{"to": "+447700900000", "content": "Hello", "callback_url": "{{callback}}"}""");
}
