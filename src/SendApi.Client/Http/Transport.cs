using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SendApi.Client.Http;

/// <summary>Reads a good answer.</summary>
internal delegate Task<T> AnswerReader<T>(HttpResponseMessage answer, CancellationToken ct);

/// <summary>Makes the calls of all groups: one try after the other, until there is an answer, a refusal or no patience left.</summary>
internal sealed class Transport
{
    /// <summary>The longest answer that is read into memory. A page of a hundred entries has a few hundred kilobytes.</summary>
    private const int LongestAnswer = 64 << 20, ItemsOfAPage = 100, KeyBytes = 16;

    private readonly Func<HttpClient> _http;
    private readonly SendApiOptions _options;
    private readonly Retries _retries;
    private readonly Uri _root;
    private readonly string? _apiKey;

    public Transport(Func<HttpClient> http, SendApiOptions options)
    {
        options.Check();
        (_http, _options, _retries, _root, _apiKey) = (http, options, new Retries(options), options.Root(), options.Key());
    }

    public TimeProvider Clock => _options.Clock;

    /// <summary>A call that answers one thing.</summary>
    public Task<T> SendAsync<T>(Call call, JsonTypeInfo<T> info, CancellationToken ct) where T : class =>
        SendAsync(call, async (answer, token) => Envelope.One(await BodyAsync(answer, token).ConfigureAwait(false), info), ct);

    /// <summary>One page of a list.</summary>
    public Task<Page<T>> PageAsync<T>(Address address, JsonTypeInfo<T> info, CancellationToken ct) where T : class =>
        SendAsync(Call.Get(address.ToString()), async (answer, token) => Envelope.List(await BodyAsync(answer, token).ConfigureAwait(false), info), ct);

    /// <summary>A whole list, page after page, each fetched when it is reached.</summary>
    /// <param name="address">Makes the address of a page.</param>
    public async IAsyncEnumerable<T> AllAsync<T>(Func<PageRequest, Address> address, JsonTypeInfo<T> info, [EnumeratorCancellation] CancellationToken ct) where T : class
    {
        var next = new PageRequest { PerPage = ItemsOfAPage };
        while (true)
        {
            var page = await PageAsync(address(next), info, ct).ConfigureAwait(false);
            foreach (var item in page.Items)
                yield return item;
            // A cursor that leads to itself would be followed for ever.
            if (page.NextCursor is not { } cursor || cursor == next.Cursor)
                yield break;
            next = next with { Cursor = cursor };
        }
    }

    /// <summary>A call whose answer is read as it comes. It is repeated until it answers, not after; whoever gets the answer disposes it.</summary>
    public Task<HttpResponseMessage> OpenAsync(Call call, CancellationToken ct) => SendAsync(call with { StaysOpen = true }, (answer, _) => Task.FromResult(answer), ct);

    /// <summary>Makes the call, and makes it again where that is safe and useful.</summary>
    public async Task<T> SendAsync<T>(Call call, AnswerReader<T> read, CancellationToken ct)
    {
        var key = call.IsKept ? call.IdempotencyKey ?? RandomNumberGenerator.GetHexString(2 * KeyBytes, lowercase: true) : null;
        var (begun, failures) = (Clock.GetTimestamp(), 0);
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                return await TryAsync(call, key, read, ct).ConfigureAwait(false);
            }
            catch (SendApiException fault)
            {
                (fault.Attempts, fault.IdempotencyKey) = (attempt, key);
                failures += Retries.IsStillRunning(fault) ? 0 : 1;
                if (_retries.Wait(call, fault, failures, Clock.GetElapsedTime(begun)) is not { } next)
                    throw;
                wait = next;
            }

            await Task.Delay(wait, Clock, ct).ConfigureAwait(false);
        }
    }

    private async Task<T> TryAsync<T>(Call call, string? key, AnswerReader<T> read, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(call.IsLong ? Timeout.InfiniteTimeSpan : _options.TryTimeout, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var request = call.Request(_root, _apiKey, key);
        try
        {
            var answer = await _http().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            using var closing = call.StaysOpen && answer.IsSuccessStatusCode ? null : answer;
            return answer.IsSuccessStatusCode ? await ReadAsync(answer, read, either.Token).ConfigureAwait(false) : throw await Faults.ReadAsync(answer, Clock, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!ct.IsCancellationRequested)
        {
            throw Faults.TooLate(fault, limit.IsCancellationRequested ? _options.TryTimeout : null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw Faults.Broken(fault);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, AnswerReader<T> read, CancellationToken ct)
    {
        try
        {
            return await read(answer, ct).ConfigureAwait(false);
        }
        catch (JsonException fault)
        {
            throw Faults.Unreadable(answer.StatusCode, fault);
        }
    }

    private static async Task<byte[]> BodyAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await answer.Content.LoadIntoBufferAsync(LongestAnswer, ct).ConfigureAwait(false);
        return await answer.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
    }
}
