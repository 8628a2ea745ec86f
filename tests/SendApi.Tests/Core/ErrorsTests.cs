using System.Text.Json;
using System.Text.RegularExpressions;
using SendApi.Core;

namespace SendApi.Tests.Core;

/// <summary>The catalogue is public API: <c>errors.json</c> beside this file is the list that was shipped, and the code must agree with it.</summary>
public sealed partial class ErrorsTests
{
    [Fact]
    public void The_catalogue_is_the_shipped_list()
    {
        using var shipped = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Core", "errors.json")));

        var expected = shipped.RootElement.GetProperty("errors").EnumerateArray().Select(Row);
        var actual = Errors.All.Select(e => (e.Number, e.Type, Statuses(e)));

        Assert.Equal(expected, actual);

        static (int, string, string) Row(JsonElement entry) => (entry.GetProperty("code").GetInt32(), entry.GetProperty("type").GetString()!,
            string.Join(",", entry.GetProperty("status").EnumerateArray().Select(s => s.GetInt32())));

        static string Statuses(ErrorCode e) => e == Errors.InvalidRequest ? $"400,{e.Status}" : $"{e.Status}";
    }

    [Fact]
    public void Numbers_and_types_are_unique_and_in_order()
    {
        Assert.Equal(Errors.All.OrderBy(e => e.Number), Errors.All);
        Assert.Distinct(Errors.All.Select(e => e.Number));
        Assert.Distinct(Errors.All.Select(e => e.Type));
    }

    [Fact]
    public void Every_entry_that_is_declared_is_in_the_list()
    {
        var declared = typeof(Errors).GetFields().Where(f => f.FieldType == typeof(ErrorCode)).Select(f => (ErrorCode)f.GetValue(null)!);

        Assert.Equal(declared.OrderBy(e => e.Number), Errors.All);
    }

    [Fact]
    public void An_entry_is_found_by_its_number_and_nothing_else_is()
    {
        Assert.All(Errors.All, e => Assert.Same(e, Errors.Find(e.Number)));
        Assert.Null(Errors.Find(4999));
    }

    [Fact]
    public void Every_entry_says_cause_remedy_and_example_in_whole_sentences() => Assert.All(Errors.All, e =>
    {
        Assert.Matches(Sentence(), e.Cause);
        Assert.Matches(Sentence(), e.Remedy);
        Assert.Matches(Sentence(), e.Example);
    });

    [Fact]
    public void An_unreadable_request_is_400_and_an_unacceptable_one_422()
    {
        Assert.Equal(400, Refusal.Unreadable("The body is not JSON.").Status);
        Assert.Equal(422, new Refusal(Errors.InvalidRequest, "Too long.", "content").Status);
    }

    [Fact]
    public void Several_faults_are_one_refusal_that_names_each_field()
    {
        var refusal = new Refusal([new FieldError("to", "Is missing."), new FieldError("content", "Is missing.")]);

        Assert.Equal((Errors.InvalidRequest, 422), (refusal.Code, refusal.Status));
        Assert.Contains("to, content", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, refusal.Details.Count);
    }

    /// <summary>Begins with a capital, a digit, a quoted value or a field's or command's own name, and ends with a full stop.</summary>
    [GeneratedRegex(@"^([A-Z0-9'+]|[a-z]+_[a-z]+ ).{10,}\.$")]
    private static partial Regex Sentence();
}
