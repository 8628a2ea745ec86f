using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SendApi.Tests.Processes;

/// <summary>How an operator comes in: by the link of the first start, and by one of the command line when he lost his way.</summary>
public sealed class MemberCommandTests
{
    private const string Password = "correct horse battery";

    [Theory, ClassData(typeof(Engines))]
    public async Task The_link_of_the_first_start_makes_an_owner_and_no_later_start_prints_one(string engine)
    {
        await using var server = await Installation.Fresh(engine);
        await server.Begin([]);
        var line = await server.Server.NextLine(TestContext.Current.CancellationToken);

        Assert.Contains($" {server.Url.GetLeftPart(UriPartial.Authority)}/dashboard/welcome?token=", line, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, await Post(server, "/v1/sign-ups", new { token = line.Split("token=")[1], password = Password, email = "ada@example.com" }));
        Assert.Equal(0, await server.Stop());

        // The welcome text tells of no link any more.
        var lines = new List<string> { await server.Begin(["--dev"]) };
        while (!lines[^1].EndsWith("Stop with Ctrl+C.", StringComparison.Ordinal))
            lines.Add(await server.Server.NextLine(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(lines, l => l.Contains("token=", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, await Post(server, "/v1/sign-ins", new { email = "ada@example.com", password = Password }));
        Assert.Equal(0, await server.Stop());
    }

    [Fact]
    public async Task A_link_of_the_command_line_lets_an_operator_in_again_and_makes_members_of_who_are_none()
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);
        Assert.StartsWith("Nobody yet.", await server.Must("members", "list"), StringComparison.Ordinal);

        Assert.StartsWith("/dashboard/join?token=", await server.Must("members", "link", "Ada@example.com"), StringComparison.Ordinal);
        await server.Must("members", "link", "bob@example.com", "--role", "viewer");
        var made = JsonDocument.Parse(await server.Must("members", "link", "ada@example.com", "--role", "viewer", "--json")).RootElement;

        Assert.Equal($"/dashboard/join?token={made.GetProperty("token")}", made.GetProperty("path").GetString());
        var listed = JsonDocument.Parse(await server.Must("members", "list", "--json")).RootElement.EnumerateArray();
        Assert.Equal(["ada@example.com owner", "bob@example.com viewer"], listed.Select(m => $"{m.GetProperty("email")} {m.GetProperty("role")}"));
        await server.Start();
        Assert.Equal(HttpStatusCode.Created, await Post(server, "/v1/sign-ups", new { token = made.GetProperty("token").GetString(), password = Password }));
        Assert.Equal(0, await server.Stop());
    }

    [Theory]
    [InlineData("is not an email address", "ada")]
    [InlineData("There is no account 'shop'", "ada@example.com", "--account", "shop")]
    [InlineData("--role", "ada@example.com", "--role", "king")]
    public async Task A_link_for_nobody_is_not_made(string why, params string[] arguments)
    {
        await using var server = await Installation.Fresh(Engines.Sqlite);

        var ended = await server.Run(["members", "link", .. arguments]);

        Assert.NotEqual(0, ended.Code);
        Assert.Contains(why, ended.Error + ended.Output, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Post(Installation server, string path, object body)
    {
        using var answer = await server.Http.PostAsJsonAsync(new Uri(server.Url, path), body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
