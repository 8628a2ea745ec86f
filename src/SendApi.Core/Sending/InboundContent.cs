using System.Text;

namespace SendApi.Core.Sending;

/// <summary>The words of an inbound text on their way to the store.</summary>
public static class InboundContent
{
    /// <summary>The longest text that is kept: 255 parts of 160 characters are the most a phone can make.</summary>
    public const int Longest = 255 * 160;

    /// <summary>The text as it can be stored and shown: a half of a character that lost the other half, and the null character, are U+FFFD.</summary>
    /// <remarks>Phones split a long text where they like, also in the middle of an emoji. So this is asked when a text is whole, never of a part.</remarks>
    public static string Clean(string content)
    {
        if (content.Length > Longest)
            content = content[..Longest];

        StringBuilder? cleaned = null;
        for (var i = 0; i < content.Length; i++)
        {
            if (char.IsHighSurrogate(content[i]) && i + 1 < content.Length && char.IsLowSurrogate(content[i + 1]))
                i++;
            else if (char.IsSurrogate(content[i]) || content[i] == '\0')
                (cleaned ??= new StringBuilder(content))[i] = '\uFFFD';
        }

        return cleaned?.ToString() ?? content;
    }
}
