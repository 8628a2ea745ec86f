using System.Buffers;
using SendApi.Core;

namespace SendApi.Server.Callbacks;

/// <summary>Reads the body of a call before anybody knows who calls: never more than a provider sends, never longer than it takes one.</summary>
internal static class CallbackBody
{
    /// <summary>256 KiB.</summary>
    private const int LongestBody = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext http, TimeProvider clock)
    {
        if (http.Request.ContentLength > LongestBody)
            throw TooLarge();

        // Who sends a byte now and then would otherwise hold one of the places for calls as long as he likes.
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        try
        {
            var reader = http.Request.BodyReader;
            var read = await reader.ReadAtLeastAsync(LongestBody + 1, either.Token);
            var body = read.Buffer.Length > LongestBody ? null : read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.End);
            return body ?? throw TooLarge();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            throw Refusal.Unreadable($"The body did not come within {Patience.TotalSeconds:0} seconds.");
        }
    }

    private static Refusal TooLarge() => new(Errors.PayloadTooLarge, $"The body is larger than {LongestBody:N0} bytes. Send less in one call.");
}
