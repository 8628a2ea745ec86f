namespace SendApi.Connectors.Http;

/// <summary>Tries an operator's settings for real, without sending: asks the provider for something that only the right credentials can see.</summary>
public static class HttpProbe
{
    public static async Task<(bool Works, string Says)> Run(HttpLine line, HttpSurroundings around, CancellationToken ct)
    {
        if (line.Dialect.Question is not { } question)
            return (true, "The settings can be read. This provider has nothing to ask without sending, so they were not tried.");

        // A call that is given up ends with its caller.
        using var caller = new HttpCaller(line.Limits, around.Clock);
        return await caller.Call(question).WaitAsync(ct) switch
        {
            HttpHeard.Answered answer => line.Dialect.Judge(answer),
            HttpHeard.NotSent notSent => (false, $"Failed at connecting: {notSent.Why}"),
            HttpHeard.Silence silence => (false, $"Connected, but: {silence.Why}"),
            var other => throw new InvalidOperationException($"{other} is no answer we know."),
        };
    }
}
