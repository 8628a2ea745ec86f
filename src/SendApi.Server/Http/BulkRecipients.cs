using System.Globalization;
using SendApi.Core;
using SendApi.Core.Messages;

namespace SendApi.Server.Http;

/// <summary>The rows of a bulk send, of any channel: whom each goes to, each person once, and what fills the places of the words.</summary>
public sealed class BulkRecipients
{
    /// <summary>So many rows of a wrong form are named.</summary>
    private const int MostNamed = 20;

    private readonly Dictionary<string, int> _first;

    public BulkRecipients(IReadOnlyList<BulkRecipient> rows)
    {
        (Rows, _first) = (rows, new(rows.Count));
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].To is { } to)
                _first.TryAdd(to, i);
    }

    public IReadOnlyList<BulkRecipient> Rows { get; }

    /// <summary>Reads the member <c>recipients</c>; what is wrong with it as a whole is gathered in the fields.</summary>
    public static IReadOnlyList<BulkRecipient> Read(Fields fields, IReadOnlyList<BulkRecipient?>? recipients, int most)
    {
        var rows = recipients ?? [];
        if (rows.Count == 0)
            fields.Add("recipients", $"'recipients' is required: 1 to {Shown.Count(most)} numbers, or objects with 'to' and 'variables'.");
        if (rows.Count > most)
            fields.Add("recipients", $"'recipients' has {Shown.Count(rows.Count)} rows; {Shown.Count(most)} are the most. Split them over several requests.");
        foreach (var row in Enumerable.Range(0, rows.Count).Where(i => rows[i] is null).Take(MostNamed))
            fields.Add(string.Create(CultureInfo.InvariantCulture, $"recipients[{row}]"), "A row is a number, or an object with 'to' and 'variables'; this one is null.");
        return [.. rows.OfType<BulkRecipient>()];
    }

    /// <summary>Whom a row goes to; throws 4000 where it names nobody, or somebody of a row before, and 4001 for what is no number.</summary>
    public PhoneNumber Recipient(int row)
    {
        var to = Rows[row].To;
        if (string.IsNullOrEmpty(to))
            throw new Refusal(Errors.InvalidRequest, "The row has no 'to'.", "to");

        var recipient = PhoneNumber.Parse(to, "to");
        return _first[to] == row ? recipient : throw new Refusal(Errors.InvalidRequest, $"The recipient stands in row {Shown.Plain(_first[to])} already and counts once.", "to");
    }

    /// <summary>The words with a row's variables in their places; throws 4000 where one is missing, or they do not fit.</summary>
    public string Words(int row, TextTemplate template, int longest)
    {
        var variables = Rows[row].Variables;
        if (template.Missing(variables) is { } missing)
            throw new Refusal(Errors.InvalidRequest, $"The variable '{missing}' is missing: the text has a place for it, and the row does not bring it.", $"variables.{missing}");

        var words = template.Fill(variables);
        if (words.Length == 0 || words.Length > longest)
            throw new Refusal(Errors.InvalidRequest, $"With its variables the text has {Shown.Count(words.Length)} characters; 1 to {Shown.Count(longest)} are possible.", "content");
        return words.Contains('\0')
            ? throw new Refusal(Errors.InvalidRequest, "A variable holds a null character, which no message can carry.", "variables")
            : words;
    }
}
