using System.ComponentModel.DataAnnotations;
using SendApi.Core.Messages;

namespace SendApi.Server.Inbound;

/// <summary>The settings of inbound texts, section "Inbound".</summary>
public sealed class InboundOptions
{
    private const int LongestReply = 1_600;

    /// <summary>How long the parts of a long text are waited for; then it is given on as what is there.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan PartsWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether STOP, START and HELP are answered with a text. They are obeyed in any case.</summary>
    public bool Replies { get; init; } = true;

    /// <summary>What answers STOP; empty for no answer to this one.</summary>
    [MaxLength(LongestReply)]
    public string StopReply { get; init; } = "You will get no more texts from this number. Reply START to get them again.";

    /// <summary>What answers START.</summary>
    [MaxLength(LongestReply)]
    public string StartReply { get; init; } = "You will get texts from this number again. Reply STOP to end them.";

    /// <summary>What answers HELP.</summary>
    [MaxLength(LongestReply)]
    public string HelpReply { get; init; } = "You get texts from this number because you asked for them or are a customer. Reply STOP to end them.";

    /// <summary>The answer to a keyword, or null when there is to be none.</summary>
    public string? ReplyTo(Keyword keyword)
    {
        var text = keyword switch
        {
            Keyword.Stop => StopReply,
            Keyword.Start => StartReply,
            _ => HelpReply,
        };
        return Replies && text.Length > 0 ? text : null;
    }
}
