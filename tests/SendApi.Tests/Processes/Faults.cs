using SendApi.Proof.Processes;

namespace SendApi.Tests.Processes;

/// <summary>How a command has to fail: with its exit code, one line on standard error, and never a trace.</summary>
public static class Faults
{
    /// <param name="says">Words that must be there in this order. A wrong command line (exit 2) is answered with the help as well.</param>
    public static void Say(Ended ended, int code, string says)
    {
        var all = $"exit {ended.Code}\n{ended.Error}\n{ended.Output}";
        Assert.True(ended.Code == code, all);
        Assert.DoesNotContain("   at ", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", all, StringComparison.Ordinal);
        // A server that got as far as its log may have said something there before; its lines are JSON objects.
        var lines = ended.Error.Split('\n').Where(line => !line.StartsWith("{\"Timestamp\"", StringComparison.Ordinal));
        if (code == 1)
            Assert.True(lines.Count() == 1, $"One line was expected: {all}");

        var at = 0;
        foreach (var word in says.Split(' '))
        {
            at = ended.Error.IndexOf(word, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{word}' of '{says}' is not said: {all}");
        }
    }
}
