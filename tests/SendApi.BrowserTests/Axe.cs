using SendApi.Bench.Processes;

namespace SendApi.BrowserTests;

/// <summary>Asks axe-core what of a page somebody cannot use who does not see it, does not point at it, or sees colours badly.</summary>
internal static class Axe
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "SendApi.Tests", "Strangers", "node_modules", "axe-core", "axe.min.js");

    /// <summary>What moves comes to rest first: half faded in, a text has another colour.</summary>
    private const string Run = """
        async ([place, colours]) => {
            await Promise.allSettled(document.getAnimations().filter(a => a.effect?.getComputedTiming().iterations !== Infinity).map(a => a.finished));
            return (await axe.run(place, { resultTypes: ['violations'], ...(colours ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } } : {}) })).violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${(n.failureSummary ?? '').replaceAll('\n', ' ')}`));
        }
        """;

    /// <summary>What is serious or worse, each with its place; empty for a page that all can use.</summary>
    /// <param name="place">Of the whole page, or of what is selected so.</param>
    /// <param name="onlyColours">Of a page that was looked at before, and has other colours since.</param>
    public static async Task<string[]> Serious(IPage page, string place = "html", bool onlyColours = false)
    {
        Assert.SkipUnless(File.Exists(Script), "axe-core is not installed: run ./dev test, which installs it.");
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));
        return await page.EvaluateAsync<string[]>(Run, new object[] { place, onlyColours });
    }
}
