using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Docs;
using SendApi.Server.Http;
using SendApi.Tests.People;
using SendApi.Tests.Strangers;

namespace SendApi.Tests.Docs;

/// <summary>The OpenAPI document: what it tells of is what the server does, found out by calling it.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task A_linter_that_we_did_not_write_finds_nothing_wrong()
    {
        await using var stranger = Stranger.Start("lint.mjs", "@redocly");
        await using var app = await TestApp.Run(Engines.Sqlite);
        await stranger.Tell(await app.Http.GetStringAsync("/openapi/v1.json"));

        var problems = new List<string>();
        var happened = await stranger.Next();
        for (; happened.GetProperty("event").GetString() == "problem"; happened = await stranger.Next())
            problems.Add($"{happened.GetProperty("where")}: {happened.GetProperty("message")} ({happened.GetProperty("rule")})");

        Assert.Empty(problems);
        Assert.Equal("done", happened.GetProperty("event").GetString());
    }

    [Fact]
    public async Task Every_operation_is_told_of_with_its_scope_its_refusals_its_headers_and_its_fields()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (document, operations) = await Read(app);

        Assert.NotEmpty(operations);
        Assert.All(operations, o => Assert.Contains(Sections.Of(o), Sections.All));
        foreach (var operation in operations)
        {
            var told = document.GetProperty("paths").GetProperty(operation.Path).GetProperty(operation.Method.ToLowerInvariant());
            Assert.Equal(operation.Scope, told.GetProperty("x-required-scope").GetString());
            var numbers = told.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] != '2')
                .SelectMany(r => r.Value.GetProperty("content").GetProperty("application/json").GetProperty("examples").EnumerateObject().Select(e => int.Parse(e.Name)));
            Assert.Equal(operation.AllRefusals.Select(c => c.Number), numbers.Distinct().Order());
            var success = told.GetProperty("responses").GetProperty($"{operation.Docs!.Status}").GetProperty("headers");
            Assert.Contains(success.EnumerateObject(), h => h.Name == "X-Request-Id");
            Assert.Equal(!operation.IsOpen, success.EnumerateObject().Any(h => h.Name == "X-RateLimit-Remaining"));
            Assert.Equal(operation.IsOpen, told.TryGetProperty("security", out var security) && security.GetArrayLength() == 0);
        }
    }

    [Fact]
    public async Task Every_member_of_a_body_is_told_of_in_words()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (document, operations) = await Read(app);
        var check = new SchemaCheck(document);

        foreach (var operation in operations.Where(o => o.Docs!.Request is not null))
        {
            var schema = document.GetProperty("paths").GetProperty(operation.Path).GetProperty(operation.Method.ToLowerInvariant())
                .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Assert.All(check.Resolve(schema.GetProperty("$ref").GetString()!).GetProperty("properties").EnumerateObject(),
                member => Assert.True(member.Value.TryGetProperty("description", out _), $"{operation.Path} takes '{member.Name}', and its documentation does not say so."));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_example_works_and_its_answer_is_what_the_schema_says(string engine)
    {
        await using var app = await TestApp.Run(engine);
        var (document, operations) = await Read(app);
        var check = new SchemaCheck(document);

        foreach (var operation in operations)
        {
            var docs = operation.Docs!;
            var request = await Examples.Request(app, operation, app.LiveKey, app.TestKey);
            if (docs.AnswerMedia == MediaTypeNames.Text.EventStream)
            {
                await Opens(app, request);
                continue;
            }

            var key = SignedInExamples.Are(operation) ? await SignedInExamples.Prepare(app, operation, request)
                : operation.IsOpen ? "" : operation.NeedsLiveKey ? app.LiveKey : app.TestKey;
            var reply = await app.Send(request, key);

            Assert.True(docs.Status == reply.Status, $"{operation.Method} {operation.Path}: {reply.Text}");
            if (docs.Answer is null)
                continue;

            var told = document.GetProperty("paths").GetProperty(operation.Path).GetProperty(operation.Method.ToLowerInvariant())
                .GetProperty("responses").GetProperty($"{docs.Status}").GetProperty("content").GetProperty(docs.AnswerMedia);
            Assert.Empty(check.Faults(told.GetProperty("schema"), reply.Json));
            Assert.Empty(check.Faults(told.GetProperty("schema"), told.GetProperty("example")));
        }
    }

    [Fact]
    public async Task The_examples_of_refusals_are_what_their_schema_says_and_so_is_a_real_one()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (document, _) = await Read(app);
        var check = new SchemaCheck(document);
        var schema = check.Resolve("#/components/schemas/ErrorAnswer");

        Assert.All(document.GetProperty("components").GetProperty("examples").EnumerateObject(), e => Assert.Empty(check.Faults(schema, e.Value.GetProperty("value"))));
        Assert.Empty(check.Faults(schema, (await app.Post("/v1/sms/send", "{}")).Json));
    }

    [Fact]
    public async Task The_statuses_that_are_told_of_are_those_there_are()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);
        var (document, _) = await Read(app);
        var told = document.GetProperty("components").GetProperty("schemas").GetProperty("Sms").GetProperty("properties").GetProperty("status").GetProperty("enum");

        Assert.Equal(MessageStatuses.OfSms.Select(s => s.Name()), told.EnumerateArray().Select(s => s.GetString()!));
    }

    [Fact]
    public async Task The_page_for_trying_runs_its_own_scripts_alone_and_they_come_from_here()
    {
        await using var app = await TestApp.Run(Engines.Sqlite);

        var page = await app.Send(new HttpRequestMessage(HttpMethod.Get, "/docs/reference"));

        Assert.Equal(200, page.Status);
        var policy = page.Headers["Content-Security-Policy"];
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        foreach (var script in (string[])["scalar.js", "scalar.aspnetcore.js"])
        {
            Assert.Contains($"src=\"{script}\"", page.Text, StringComparison.Ordinal);
            using var asset = await app.Http.GetAsync($"/docs/reference/{script}", TestContext.Current.CancellationToken);
            Assert.Equal((200, "text/javascript"), ((int)asset.StatusCode, asset.Content.Headers.ContentType?.MediaType));
        }

        var again = await app.Send(new HttpRequestMessage(HttpMethod.Get, "/docs/reference/"));
        Assert.NotEqual(policy, again.Headers["Content-Security-Policy"]);
    }

    /// <summary>A stream goes on until somebody hangs up.</summary>
    private static async Task Opens(TestApp app, HttpRequestMessage request)
    {
        request.Headers.Authorization = new("Bearer", app.TestKey);
        using var answer = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal((200, MediaTypeNames.Text.EventStream), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private static async Task<(JsonElement, IReadOnlyList<Operation>)> Read(TestApp app)
    {
        using var answer = await app.Http.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        return (document, Operations.Of(app.Services.GetRequiredService<EndpointDataSource>()));
    }
}
