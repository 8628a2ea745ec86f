using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>How one provider is spoken to: what a text becomes on the wire, and what an answer means. Pure.</summary>
public interface IHttpDialect
{
    /// <summary>Whether its calls can be verified with the settings there are; else it is not asked to call.</summary>
    bool TakesCallbacks { get; }

    /// <summary>The secret at the end of the addresses it calls, for a provider that does not sign.</summary>
    string? PathSecret { get; }

    /// <summary>What must never be shown of a request or an answer: keys, passwords, and whose account it is.</summary>
    IReadOnlyList<string> Secrets { get; }

    /// <summary>Why a text cannot be handed to this provider at all; null when it can.</summary>
    SendOutcome.Rejected? Refuse(SmsSubmission submission);

    /// <param name="receiptsUrl">Where to send receipts; null to ask for none.</param>
    HttpCall Write(SmsSubmission submission, string? receiptsUrl, DateTimeOffset now);

    SendOutcome Read(HttpHeard.Answered answer);

    /// <summary>A request that sends nothing and shows whether the settings are good; null where the provider has none.</summary>
    HttpCall? Question { get; }

    /// <summary>What the answer to <see cref="Question"/> shows, in a sentence for an operator.</summary>
    (bool Works, string Says) Judge(HttpHeard.Answered answer);
}

/// <summary>A kind of provider that is spoken to over HTTP.</summary>
/// <param name="Read">Reads an operator's settings; throws <see cref="InvalidSetting"/> that names the wrong one.</param>
public sealed record HttpKind(ConnectorInfo Info, Func<IReadOnlyDictionary<string, string>, HttpLine> Read, CallbackReader ReadCallback);

/// <summary>What one provider's settings say: how much it takes and how it is spoken to.</summary>
public sealed record HttpLine(HttpLimits Limits, IHttpDialect Dialect);
