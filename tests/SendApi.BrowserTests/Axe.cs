using SendApi.Bench.Processes;

namespace SendApi.BrowserTests;

/// <summary>Asks axe-core what of a page somebody cannot use who does not see it, does not point at it, or sees colours badly.</summary>
internal static class Axe
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "SendApi.Tests", "Strangers", "node_modules", "axe-core", "axe.min.js");

    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .filter(v => v.impact === 'serious' || v.impact === 'critical')
            .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${(n.failureSummary ?? '').replaceAll('\n', ' ')}`))
        """;

    /// <summary>What is serious or worse, each with its place; empty for a page that all can use.</summary>
    public static async Task<string[]> Serious(IPage page)
    {
        Assert.SkipUnless(File.Exists(Script), "axe-core is not installed: run ./dev test, which installs it.");
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));
        return await page.EvaluateAsync<string[]>(Run);
    }
}
