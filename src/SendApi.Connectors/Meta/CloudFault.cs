using System.Globalization;
using System.Text.Json;
using SendApi.Connectors.Http;

namespace SendApi.Connectors.Meta;

/// <summary>An error as Meta spells it, without secrets.</summary>
/// <param name="Code">Meta's number of it; null where the answer has none.</param>
/// <param name="Words">Meta's own; null where it says nothing.</param>
internal sealed record CloudFault(int? Code, string? Words)
{
    private const int LongestWords = 300, LongestSentence = 200;

    /// <summary>What is known of it.</summary>
    public CloudError? Known => Code is { } code ? CloudErrors.Find(code) : null;

    /// <summary>For a person: our words, and Meta's where they tell more, such as which field it is.</summary>
    public string Sentence => (Known, Words) switch
    {
        ({ Meaning: CloudMeaning.Refused } known, { } words) => HttpOutcomes.Short($"{known.Words}: {words}", LongestSentence),
        // Meta's words on a token may hold the token.
        ({ } known, _) => known.Words,
        (null, { } words) => words,
        _ => "Meta does not say why",
    };

    /// <param name="said">An answer with an <c>error</c> in it.</param>
    public static CloudFault Read(JsonElement? said, string token) => new(
        int.TryParse(said.At("error.code"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var code) ? code : null,
        // What was written for people comes first.
        Clean(said.At("error.error_user_msg") ?? said.At("error.error_data.details") ?? said.At("error.message"), token));

    private static string? Clean(string? words, string token) =>
        words is null ? null : HttpOutcomes.Short(token.Length == 0 ? words : words.Replace(token, "…", StringComparison.Ordinal), LongestWords);
}

/// <summary>Meta refuses what it was asked for; the message has its words, for a person.</summary>
public sealed class CloudRefused(int code, string message) : Exception(message)
{
    /// <summary>Meta's own number of it.</summary>
    public int Code { get; } = code;
}
