using System.Globalization;
using System.Text;
using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Http;

/// <summary>Writes requests and answers down as they travelled: first lines, the headers that matter, bodies.</summary>
internal static class HttpTranscript
{
    /// <summary>A text that has neither recipient nor words: written like the real one it shows what was sent, in whatever form the provider wants it.</summary>
    public static SmsSubmission Shown(this SmsSubmission submission) => submission with
    {
        To = PhoneNumber.Trusted("+" + Exchange.Recipient),
        Text = SmsText.Trusted(Exchange.Words, submission.Text.Encoding, submission.Text.Segments),
    };

    /// <summary>An exchange; null where nothing of the request was given to a connection.</summary>
    public static Exchange? Of(HttpCall call, HttpHeard heard, Blotting blotting) =>
        heard is HttpHeard.NotSent ? null : Exchange.Of(Request(call, blotting), heard is HttpHeard.Answered answer ? Answer(answer, blotting) : null);

    /// <summary>The outcome with the exchange that it was read from.</summary>
    public static SendOutcome After(this SendOutcome outcome, HttpCall call, HttpHeard heard, Blotting blotting) =>
        Of(call, heard, blotting) is { } exchange ? outcome with { Exchanges = [exchange] } : outcome;

    private static string Request(HttpCall call, Blotting blotting)
    {
        if (call.IsHidden)
            return $"{call.Method} {new Uri(call.Url).GetLeftPart(UriPartial.Authority)}/…{Type(call)}\n\n(written as the provider's settings say, which are not shown)";

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{call.Method} {blotting.Text(call.Url)}{Type(call)}");
        if (call.File is { } file)
            return text.Append(CultureInfo.InvariantCulture, $"\n\n(a file of {Core.Shown.Count(file.Length)} bytes)").ToString();
        if (call.Body.Length > Exchange.LongestSide * 4)
            return text.Append(CultureInfo.InvariantCulture, $"\n\n({Core.Shown.Count(call.Body.Length)} bytes, which is too long to be shown)").ToString();
        return call.Body.Length == 0 ? text.ToString() : text.Append("\n\n").Append(Body(call, blotting)).ToString();
    }

    private static string Body(HttpCall call, Blotting blotting)
    {
        var body = Encoding.UTF8.GetString(call.Body);
        return call.ContentType == FormText.ContentType ? blotting.Text(Uri.UnescapeDataString(body)) : blotting.Body(body);
    }

    private static string Type(HttpCall call) => call.ContentType is { } type ? $"\ncontent-type: {type}" : "";

    private static string Answer(HttpHeard.Answered answer, Blotting blotting)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP {answer.Status}");
        if (answer.RetryAfter is { } wait)
            text.Append(CultureInfo.InvariantCulture, $"\nretry-after: {wait.TotalSeconds:0}");
        return answer.Body switch
        {
            null => text.Append("\n\n(a body that broke off, or is too long to be read)").ToString(),
            "" => text.ToString(),
            var body => text.Append("\n\n").Append(blotting.Body(body)).ToString(),
        };
    }
}
