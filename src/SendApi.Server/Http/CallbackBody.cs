using System.Buffers;
using SendApi.Core;

namespace SendApi.Server.Http;

/// <summary>Reads the body of a call before anybody knows who calls: never more than a provider sends, never longer than it takes one.</summary>
internal static class CallbackBody
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="longest">In bytes.</param>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext http, int longest, TimeProvider clock)
    {
        if (http.Request.ContentLength > longest)
            throw TooLarge(longest);

        // Who sends a byte now and then would otherwise hold one of the places for calls as long as he likes.
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        try
        {
            var reader = http.Request.BodyReader;
            var read = await reader.ReadAtLeastAsync(longest + 1, either.Token);
            var body = read.Buffer.Length > longest ? null : read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.End);
            return body ?? throw TooLarge(longest);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            throw Refusal.Unreadable($"The body did not come within {Patience.TotalSeconds:0} seconds.");
        }
    }

    private static Refusal TooLarge(int longest) => new(Errors.PayloadTooLarge, $"The body is larger than {longest:N0} bytes. Send less in one call.");
}
