using SendApi.Core.Messages;
using SendApi.Core.Sending;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>A text, or a part of one, as it came in. Its id is made with it, so that writing it twice writes it once.</summary>
/// <param name="World">1 for what the built-in simulator brings.</param>
public sealed record ReceivedText(string Id, InboundText Text, long World, DateTimeOffset At);

/// <summary>A text that is whole, or that is given on without the parts that never came.</summary>
public sealed record WholeText(string Id, string Provider, long World, string From, string To, DateTimeOffset At)
{
    public required string Content { get; init; }

    /// <summary>In how many parts it travels.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>How many of them never came.</summary>
    public int Missing { get; init; }

    /// <summary>Whose it is, where that is known without asking for the number.</summary>
    public string? AccountId { get; init; }

    public static WholeText Of(ReceivedText received) =>
        new(received.Id, received.Text.Provider, received.World, InboundAddress.Of(received.Text.From), InboundAddress.Of(received.Text.To), received.At)
        {
            Content = InboundContent.Clean(received.Text.Content),
        };
}

/// <summary>An inbound text as it is stored.</summary>
public sealed record InboundRow
{
    /// <summary>The account of a text of which nobody knows whose it is.</summary>
    public const string Nobody = "";

    public required string AccountId { get; init; }
    public required long IsTest { get; init; }
    public required string Id { get; init; }
    public required string Provider { get; init; }
    public required string Sender { get; init; }
    public required string Recipient { get; init; }
    public required string Content { get; init; }
    public required long Parts { get; init; }

    /// <summary>How many of its parts never came.</summary>
    public required long Missing { get; init; }

    /// <summary>What it asks for, where it is a keyword.</summary>
    public string? Keyword { get; init; }

    /// <summary>The text that answered it.</summary>
    public string? ReplyId { get; init; }
    public required long ReceivedAt { get; init; }

    public static InboundRow Of(WholeText text, string account) => new()
    {
        AccountId = account,
        IsTest = text.World,
        Id = text.Id,
        Provider = text.Provider,
        Sender = text.From,
        Recipient = text.To,
        Content = text.Content,
        Parts = text.Parts,
        Missing = text.Missing,
        Keyword = Keywords.Read(text.Content)?.Name(),
        ReceivedAt = text.At.ToMicros(),
    };
}
