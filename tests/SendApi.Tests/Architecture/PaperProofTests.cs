using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Tests.Architecture;

/// <summary>The rules about tables, routes and papers, each shown what breaks it.</summary>
public sealed class PaperProofTests
{
    private const string Migration = """
        -- A note on the whole file.

        -- The key is also the order of lists.
        -- owner: Keys
        CREATE TABLE api_keys (id TEXT);

        CREATE TABLE IF NOT EXISTS lost (id TEXT);
        """;

    [Fact]
    public void A_table_belongs_to_the_folder_named_above_it_and_one_without_is_found()
    {
        var (owners, violations) = TableRules.Owners("0001.sql", Migration);

        Assert.Equal(new Dictionary<string, string> { ["api_keys"] = "Keys" }, owners);
        Assert.Equal("0001.sql:7: the table lost has no '-- owner: Folder' above it (9)", Assert.Single(violations).ToString());
    }

    [Theory]
    [InlineData("INSERT INTO api_keys (id) VALUES (@id)")]
    [InlineData("insert or ignore into api_keys (id) VALUES (@id)")]
    [InlineData("UPDATE api_keys SET id = @id")]
    [InlineData("DELETE FROM api_keys")]
    [InlineData("WITH due AS (SELECT 1) DELETE\nFROM api_keys")]
    [InlineData("COPY api_keys (id) FROM STDIN (FORMAT BINARY)")]
    public void A_write_outside_the_owner_is_found_in_every_kind_of_text(string sql)
    {
        Assert.Single(Writes("Sms", $"class A {{ string B = \"\"\"\n{sql}\n\"\"\"; }}"));
        Assert.Single(Writes("Sms", $"class A {{ string B = $\"\"\"\n{sql} {{C}}\n\"\"\"; }}"));
        Assert.Single(Writes("Sms", $"class A {{ string B = @\"{sql}\"; }}"));
        Assert.Empty(Writes("Keys", $"class A {{ string B = @\"{sql}\"; }}"));
    }

    [Fact]
    public void A_write_is_named_with_its_own_line() => Assert.Equal(3,
        Assert.Single(Writes("Sms", "class A { string B = \"\"\"\nSELECT 1;\nUPDATE api_keys SET id = @id\n\"\"\"; }")).Line);

    [Theory]
    [InlineData("SELECT id FROM api_keys FOR UPDATE SKIP LOCKED")]
    [InlineData("INSERT INTO messages (id) VALUES (@id) ON CONFLICT (id) DO UPDATE SET id = @id")]
    public void Reading_is_free(string sql) => Assert.Empty(Writes("Sms", $"class A {{ string B = @\"{sql}\"; }}"));

    [Fact]
    public void A_route_without_refusals_is_found_and_so_is_one_without_documentation()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        var v1 = app.MapGroup("/v1");
        var docs = new OperationDocs("look", "Look", "Answers it.", []) { AnswerExample = "{}" };
        v1.MapPost("/sms/send", () => Results.Ok()).Refuses(Errors.InvalidPhone).Describes(docs);
        v1.MapGet("/sms/messages/{id}", (string id) => Results.Ok(id)).Refuses(Errors.NotFound).Describes(docs);
        v1.MapGet("/sms/surprise", () => Results.Ok());
        app.MapGet("/healthz", () => Results.Ok());
        var endpoints = new CompositeEndpointDataSource(((IEndpointRouteBuilder)app).DataSources);

        Assert.StartsWith("GET /v1/sms/surprise:", Assert.Single(RouteRules.WithoutRefusals(endpoints)), StringComparison.Ordinal);
        Assert.StartsWith("GET /v1/sms/surprise:", Assert.Single(RouteRules.WithoutDocumentation(endpoints)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_does_not_exist_is_found()
    {
        const string script = "case \"$1\" in\n  run) go ;;\n  test|t) go ;;\n  \"bench\") go ;;\nesac\n";
        const string paper = "```\n./dev run\n./dev test\n```\nOr `./dev bench`, or ./dev fly.\n";

        Assert.Equal("README.md:5: './dev fly' does not exist", Assert.Single(PaperRules.UnknownVerbs("README.md", paper, script)).ToString());
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_found() => Assert.Equal(
        "README.md:2: the link to docs/none.md leads nowhere",
        Assert.Single(PaperRules.DeadLinks("README.md", "[a](LICENSE) [b](https://example.com) [c](#d)\n[e](docs/none.md#x)")).ToString());

    [Fact]
    public void A_package_without_a_reason_is_found() => Assert.StartsWith("p:3: Surprise has no row",
        Assert.Single(PaperRules.UndecidedPackages("p",
            "<PackageVersion Include=\"Ulid\" />\n<PackageVersion Include=\"Family.Core\" />\n<PackageVersion Include=\"Surprise\" />",
            "| Ulid | MIT | …\n| Other | MIT | Family.* comes with it. |")).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("DROP TABLE orders;")]
    [InlineData("ALTER TABLE orders DROP COLUMN name;")]
    [InlineData("ALTER TABLE orders RENAME COLUMN name TO title;")]
    [InlineData("ALTER TABLE orders ADD COLUMN name TEXT NOT NULL;")]
    [InlineData("alter table orders alter column name type bigint;")]
    public void A_migration_that_takes_something_away_breaks_a_rule(string sql) =>
        Assert.Equal(2, Assert.Single(TableRules.OnlyAdds("0009.sql", "-- DROP says nothing in a comment\n" + sql)).Line);

    [Theory]
    [InlineData("ALTER TABLE orders ADD COLUMN name TEXT;")]
    [InlineData("ALTER TABLE orders ADD COLUMN count BIGINT NOT NULL DEFAULT 0;")]
    [InlineData("CREATE INDEX orders_name ON orders (name);")]
    [InlineData("UPDATE orders SET count = 1;")]
    public void A_migration_that_adds_breaks_none(string sql) => Assert.Empty(TableRules.OnlyAdds("0009.sql", sql));

    private static IEnumerable<Violation> Writes(string folder, string code) => TableRules.Check(
        new SourceFile($"src/SendApi.Server/{folder}/Sample.cs", code), new Dictionary<string, string> { ["api_keys"] = "Keys" });
}
