using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SendApi.Core;
using SendApi.Server.Docs;
using SendApi.Server.Http;
using SendApi.Simulator.Smsc;

namespace SendApi.Tests.Docs;

/// <summary>The pages as a browser gets them, served over HTTP beside a few routes with refusals.</summary>
public sealed class DocsPagesTests : IAsyncLifetime
{
    private StoreLocation _location = new("", null);

    private WebApplication? _app;

    private HttpClient _http = new();

    public async ValueTask InitializeAsync()
    {
        _location = await Stores.Fresh(Engines.Sqlite);
        _app = Build(_location);
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app!.DisposeAsync();
        Directory.Delete(_location.Folder, recursive: true);
    }

    [Fact]
    public async Task Every_error_has_a_page_with_its_cause_its_remedy_and_its_answer()
    {
        foreach (var error in Errors.All)
        {
            var page = WebUtility.HtmlDecode(await _http.GetStringAsync($"/docs/errors/{error.Number}"));
            var plain = page.Replace("<code>", "", StringComparison.Ordinal).Replace("</code>", "", StringComparison.Ordinal);

            Assert.Contains(error.Type, plain, StringComparison.Ordinal);
            Assert.Contains(error.Cause, plain, StringComparison.Ordinal);
            Assert.Contains(error.Remedy, plain, StringComparison.Ordinal);
            Assert.Contains(error.Example, plain, StringComparison.Ordinal);
            Assert.Contains($"HTTP/1.1 {error.Status} ", plain, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_index_leads_to_every_error()
    {
        var page = await _http.GetStringAsync("/docs/errors");

        Assert.All(Errors.All, error => Assert.Contains($"href=\"/docs/errors/{error.Number}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_is_in_exactly_one_group() => Assert.Equal(Errors.All, ErrorGroups.All.SelectMany(g => g.Codes));

    [Fact]
    public async Task A_page_names_the_operations_that_refuse_with_its_error()
    {
        var page = await _http.GetStringAsync("/docs/errors/4001");

        Assert.Contains("/v1/sms/send", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/v1/sms/status/{id}", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_gate_is_said_of_every_operation() =>
        Assert.Contains("Every operation under", await _http.GetStringAsync("/docs/errors/4010"), StringComparison.Ordinal);

    [Fact]
    public async Task The_reference_shows_the_operations_that_are_mapped_and_no_other()
    {
        var page = WebUtility.HtmlDecode(await _http.GetStringAsync("/docs"));

        Assert.Contains("/v1/sms/status/{id}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/v1/sms/messages", page, StringComparison.Ordinal);
        Assert.All(MagicTable.Refusals, magic => Assert.Contains($"<code>{magic.Suffix}</code>", page, StringComparison.Ordinal));
        Assert.All(MagicTable.Rows, row => Assert.Contains(row.Sentence, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_magic_recipients_that_are_told_of_are_those_the_simulator_knows() => Assert.Equal(
        MagicRecipients.All.Select(m => m.Suffix), MagicTable.Rows.Select(row => row.Suffix).Where(suffix => suffix != "any other"));

    [Theory]
    [InlineData("/docs/errors/4999")]
    [InlineData("/docs/errors/x")]
    [InlineData("/docs/errors/-4001")]
    [InlineData("/docs/errors/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task An_unknown_number_is_a_page_that_says_so_and_repeats_nothing_unencoded(string path)
    {
        using var answer = await _http.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("No such error", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/billing")]
    [InlineData("/docs/webhooks")]
    [InlineData("/docs/errors")]
    [InlineData("/docs/errors/4029")]
    public async Task A_page_runs_under_a_policy_that_allows_its_stylesheet_alone(string path)
    {
        using var answer = await _http.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/billing")]
    [InlineData("/docs/webhooks")]
    [InlineData("/docs/errors")]
    [InlineData("/docs/errors/4001")]
    public async Task Every_link_leads_somewhere(string path)
    {
        var page = await _http.GetStringAsync(path);
        foreach (Match link in Regex.Matches(page, "href=\"([^\"]*)#([^\"]+)\"|href=\"(/[^\"]*)\""))
        {
            var target = link.Groups[3].Success ? link.Groups[3].Value : link.Groups[1].Length > 0 ? link.Groups[1].Value : path;
            var found = await _http.GetStringAsync(target);
            if (link.Groups[2].Success)
                Assert.Contains($"id=\"{link.Groups[2].Value}\"", found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_about_plans_shows_them_as_they_stand_and_has_the_places_that_errors_lead_to()
    {
        var before = await _http.GetStringAsync("/docs/billing");
        await _app!.Services.GetRequiredService<Db>().Write(s => s.Execute("UPDATE plans SET sms_quota = 12345 WHERE name = 'Starter'"), default);
        var after = await _http.GetStringAsync("/docs/billing");

        Assert.All(["id=\"plans\"", "id=\"top-up\"", "<td>Starter</td><td>60</td><td>100</td>", "sendapi accounts top-up"], part => Assert.Contains(part, before, StringComparison.Ordinal));
        Assert.Contains("<td>Starter</td><td>60</td><td>12,345</td>", after, StringComparison.Ordinal);
        Assert.All(["#plans", "#top-up"], place => Assert.Contains(Errors.All, code => ErrorExample.Body(code, "").Contains($"/docs/billing{place}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_stylesheet_is_served_as_one() =>
        Assert.Equal("text/css", (await _http.GetAsync("/docs/style.css")).Content.Headers.ContentType?.MediaType);

    [Fact]
    public void Every_example_answer_is_json_with_the_entry_in_it() => Assert.All(Errors.All, code =>
    {
        using var answer = JsonDocument.Parse(ErrorExample.Body(code, "https://sms.example.com"));
        var error = answer.RootElement.GetProperty("error");

        Assert.False(answer.RootElement.GetProperty("success").GetBoolean());
        Assert.Equal(code.Number, error.GetProperty("code").GetInt32());
        Assert.Equal((code.Type, code.Example), (error.GetProperty("type").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal($"https://sms.example.com/docs/errors/{code.Number}", error.GetProperty("doc_url").GetString());
    });

    private static WebApplication Build(StoreLocation location)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => location.Open());
        var app = builder.Build();
        app.MapDocs();
        var v1 = app.MapGroup("/v1");
        v1.MapPost("/sms/send", () => Results.Ok()).Refuses(Errors.InvalidPhone, Errors.InvalidRequest);
        v1.MapGet("/webhooks", () => Results.Ok()).Refuses(Errors.InvalidRequest).Describes(new("list", "List", "Answers them.", []) { AnswerExample = "[]" });
        v1.MapGet("/sms/status/{id:maxlength(40)}", (string id) => Results.Ok(id)).Refuses(Errors.NotFound)
            .Describes(new("get", "Look", "Answers it.", []) { AnswerExample = "{}" });
        return app;
    }
}
