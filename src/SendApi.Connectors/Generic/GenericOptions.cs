using System.Text.RegularExpressions;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Generic;

/// <summary>What an operator said of a provider's requests and answers.</summary>
internal sealed record GenericOptions
{
    public required HttpMethod Method { get; init; }
    public required Template Url { get; init; }
    public required IReadOnlyList<(string Name, Template Value)> Headers { get; init; }
    public required Template Body { get; init; }
    public required string? ContentType { get; init; }
    public string? DefaultSender { get; init; }
    public string? TestUrl { get; init; }

    public required StatusSet AcceptedStatus { get; init; }
    public Regex? AcceptedWhen { get; init; }
    public Regex? RejectedWhen { get; init; }
    public Regex? LaterWhen { get; init; }
    public string? IdPath { get; init; }
    public Regex? IdPattern { get; init; }
    public string? CodePath { get; init; }
    public string? ReasonPath { get; init; }

    public required GenericCallbackOptions Callbacks { get; init; }

    public bool Uses(string place) => Url.Has(place) || Body.Has(place);

    // The record's own ToString would print headers with secrets.
    public override string ToString() => "http";
}

/// <summary>What an operator said of a provider's calls to us.</summary>
internal sealed record GenericCallbackOptions
{
    public string? Secret { get; init; }
    public string? SignatureHeader { get; init; }
    public string Algorithm { get; init; } = "sha256";
    public string? ReceiptList { get; init; }
    public string? ReceiptId { get; init; }
    public string? ReceiptState { get; init; }
    public string? ReceiptError { get; init; }
    public required StateWords States { get; init; }
    public string? InboundList { get; init; }
    public string? InboundId { get; init; }
    public string? InboundFrom { get; init; }
    public string? InboundTo { get; init; }
    public string? InboundText { get; init; }

    public override string ToString() => "callbacks";
}

/// <summary>Some statuses, such as <c>200-299,302</c>.</summary>
internal sealed class StatusSet
{
    private readonly List<(int From, int To)> _ranges = [];

    public static StatusSet Parse(string setting, string text)
    {
        var set = new StatusSet();
        foreach (var range in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = range.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0], out var from) || !int.TryParse(ends[^1], out var to) || from < 100 || to > 599 || from > to)
                throw new InvalidSetting(setting, $"'{setting}' must be statuses such as 200-299 or 200,202.");
            set._ranges.Add((from, to));
        }

        return set;
    }

    public bool Has(int status) => _ranges.Exists(r => status >= r.From && status <= r.To);
}

/// <summary>What a provider's words for states mean, without regard to case: the common ones, and those that an operator names.</summary>
internal sealed class StateWords
{
    private static readonly IReadOnlyDictionary<string, ReceiptState> Ours = new Dictionary<string, ReceiptState>(StringComparer.OrdinalIgnoreCase)
    {
        ["delivered"] = ReceiptState.Delivered,
        ["undelivered"] = ReceiptState.Undelivered,
        ["rejected"] = ReceiptState.Rejected,
        ["underway"] = ReceiptState.Underway,
        ["unknown"] = ReceiptState.Unknown,
    };

    private readonly Dictionary<string, ReceiptState> _words = new(Ours, StringComparer.OrdinalIgnoreCase)
    {
        ["DELIVRD"] = ReceiptState.Delivered,
        ["UNDELIV"] = ReceiptState.Undelivered,
        ["undeliverable"] = ReceiptState.Undelivered,
        ["EXPIRED"] = ReceiptState.Undelivered,
        ["DELETED"] = ReceiptState.Undelivered,
        ["failed"] = ReceiptState.Undelivered,
        ["REJECTD"] = ReceiptState.Rejected,
        ["ENROUTE"] = ReceiptState.Underway,
        ["ACCEPTD"] = ReceiptState.Underway,
        ["accepted"] = ReceiptState.Underway,
        ["BUFFERED"] = ReceiptState.Underway,
        ["queued"] = ReceiptState.Underway,
        ["sent"] = ReceiptState.Underway,
    };

    /// <summary>Reads <c>DLVRD=delivered,4=undelivered</c>.</summary>
    public static StateWords Parse(string setting, string? text)
    {
        var words = new StateWords();
        foreach (var pair in (text ?? "").Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var split = pair.LastIndexOf('=');
            if (split <= 0 || !Ours.TryGetValue(pair[(split + 1)..].Trim(), out var state))
                throw new InvalidSetting(setting, $"'{setting}' must be pairs such as DLVRD=delivered,4=undelivered; ours are: {string.Join(", ", Ours.Keys)}.");
            words._words[pair[..split].Trim()] = state;
        }

        return words;
    }

    public ReceiptState Of(string? word) => word is not null && _words.TryGetValue(word.Trim(), out var state) ? state : ReceiptState.Unknown;
}
