using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Connectors.Meta;

/// <summary>Where Meta's Graph API is and how it is spoken to.</summary>
/// <param name="Graph">With the version, such as <c>https://graph.facebook.com/v23.0/</c>.</param>
/// <param name="Access">What a session is let in with; null for one that is gone.</param>
/// <param name="Media">Opens the files that are sent.</param>
public sealed record CloudOptions(string Name, Uri Graph, Func<string, CancellationToken, Task<CloudAccess?>> Access, MediaSource Media)
{
    /// <summary>Where Meta is to call for a session, and the verify token that it must give; null where it cannot reach us.</summary>
    public Func<string, GatewayHook>? Hook { get; init; }

    /// <summary>The built-in simulator in place of the network.</summary>
    public HttpMessageHandler? Inside { get; init; }
}

/// <summary>Meta refuses what it was asked for; the message has its words, for a person.</summary>
public sealed class CloudRefused(int code, string message) : Exception(message)
{
    /// <summary>Meta's own number of it.</summary>
    public int Code { get; } = code;
}

/// <summary>A client of Meta's WhatsApp Cloud API.</summary>
public sealed class CloudGateway(CloudOptions options, TimeProvider clock) : ISessionGateway, IDisposable
{
    public string Name => options.Name;

    public TimeSpan SendLimit => throw new NotImplementedException(clock.ToString());

    public Task Start(string session, CancellationToken ct) => throw new NotImplementedException();

    public Task<GatewayLook> Look(string session, CancellationToken ct) => throw new NotImplementedException();

    public Task Leave(string session, CancellationToken ct) => throw new NotImplementedException();

    public Task<SendOutcome> Send(string session, WhatsAppSubmission submission, CancellationToken ct) => throw new NotImplementedException();

    public Task MarkRead(string session, PhoneNumber from, string messageId, CancellationToken ct) => throw new NotImplementedException();

    public Task<ReceivedFile?> Fetch(string session, string reference, int longest, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>All templates of the session's business account, up to a bound.</summary>
    public Task<IReadOnlyList<CloudTemplate>> Templates(string session, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Hands a template in for approval. Throws <see cref="CloudRefused"/> with Meta's code and words where Meta does not take it.</summary>
    public Task<CloudTemplate> AddTemplate(string session, CloudTemplate draft, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Takes a template away, in its language only. One that is gone already is no fault.</summary>
    public Task RemoveTemplate(string session, CloudTemplate template, CancellationToken ct) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
