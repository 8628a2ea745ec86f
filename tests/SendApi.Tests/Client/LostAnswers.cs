namespace SendApi.Tests.Client;

/// <summary>A wire that lets requests through to a real server and loses the first answers.</summary>
internal sealed class LostAnswers(int lost) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _left = lost;

    public int Requests { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        if (Interlocked.Decrement(ref _left) < 0)
            return answer;
        answer.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost.");
    }
}
