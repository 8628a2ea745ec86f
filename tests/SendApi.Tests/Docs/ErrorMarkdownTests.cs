using SendApi.Server.Docs;

namespace SendApi.Tests.Docs;

/// <summary>The committed pages in docs/errors are the catalogue, word for word.</summary>
public sealed class ErrorMarkdownTests
{
    private static readonly string Folder = Repository.File("docs/errors");

    private static bool Updates => Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    [Fact]
    public void The_committed_error_pages_are_fresh()
    {
        var files = ErrorMarkdown.Files();
        if (Updates)
            Write(files);

        var stale = files.Where(f => !File.Exists(Path.Combine(Folder, f.Key)) || File.ReadAllText(Path.Combine(Folder, f.Key)) != f.Value).Select(f => f.Key);
        var strangers = Directory.Exists(Folder) ? Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Except(files.Keys) : [];

        Assert.True(!stale.Concat(strangers).Any(),
            $"docs/errors is stale: {string.Join(", ", stale.Concat(strangers))}. Run 'UPDATE_DOCS=1 ./dev test' and commit what it wrote.");
    }

    [Fact]
    public void A_sentence_with_signs_of_markdown_in_it_is_shown_as_it_is() =>
        Assert.Equal(@"Sent as 'Bearer \<key>' with `retry_after`, see `GET /v1/sms/messages`.",
            Prose.ToMarkdown("Sent as 'Bearer <key>' with retry_after, see GET /v1/sms/messages."));

    private static void Write(IReadOnlyDictionary<string, string> files)
    {
        Directory.CreateDirectory(Folder);
        foreach (var old in Directory.GetFiles(Folder))
            File.Delete(old);
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(Folder, name), text);
    }
}
