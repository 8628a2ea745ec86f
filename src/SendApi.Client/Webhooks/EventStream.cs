using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>The beginning of a stream of events.</summary>
public sealed record StreamOpened
{
    /// <summary>The name of this stream.</summary>
    public string Listener { get; init => field = value ?? ""; } = "";

    /// <summary>What a listener may sign with when it passes events on to an endpoint, as a webhook would be signed.</summary>
    public string Secret { get; init => field = value ?? ""; } = "";

    /// <summary>Which events come.</summary>
    public IReadOnlyList<string> Events { get; init => field = value ?? []; } = [];

    /// <summary>Without the secret, so that it gets into no log.</summary>
    public override string ToString() => $"StreamOpened {{ Listener = {Listener} }}";
}

/// <summary>Reads server-sent events, and notices when the other side has gone without a word.</summary>
internal static class EventStream
{
    /// <summary>The server gives a sign of life every 15 seconds; after three that did not come nobody is there.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    public static async IAsyncEnumerable<SendApiEvent> ReadAsync(Transport transport, Call call, Action<StreamOpened>? opened, [EnumeratorCancellation] CancellationToken ct)
    {
        using var answer = await transport.OpenAsync(call, ct).ConfigureAwait(false);
        using var silence = new CancellationTokenSource(Silence, transport.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        var body = await answer.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        var items = SseParser.Create(body).EnumerateAsync(either.Token).GetAsyncEnumerator(either.Token);
        await using var closing = items.ConfigureAwait(false);
        while (await NextAsync(items, ct).ConfigureAwait(false))
        {
            silence.CancelAfter(Silence);
            var item = items.Current;
            if (item.EventType == "ready")
                opened?.Invoke(Read(item.Data, SendApiJson.Default.StreamOpened));
            else if (item.EventType != "ping")
                yield return new(Read(item.Data, SendApiJson.Default.EventEnvelope));
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> items, CancellationToken ct)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!ct.IsCancellationRequested)
        {
            throw Faults.TooLate(fault, Silence);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw Faults.Broken(fault);
        }
    }

    private static T Read<T>(string data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> info) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(data, info) ?? throw new JsonException("The event is null.");
        }
        catch (JsonException fault)
        {
            throw Faults.Unreadable(System.Net.HttpStatusCode.OK, fault);
        }
    }
}
