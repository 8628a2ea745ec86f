using System.Text.Json;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Core.WhatsApp;

/// <summary>What fills a template, against its places.</summary>
public sealed class TemplatePlacesTests
{
    private const string Positional = """[{"type": "BODY", "text": "Hello {{1}}, order {{2}}, again {{1}}."}]""",
        Named = """[{"type": "HEADER", "format": "TEXT", "text": "Order {{order}}"}, {"type": "BODY", "text": "Hello {{ first_name }}."}]""",
        Picture = """[{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Look."}]""",
        Buttons = """[{"type": "BODY", "text": "Look."}, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Stop"}, {"type": "URL", "text": "Track", "url": "https://shop.example/{{1}}"}]}]""";

    [Theory]
    [InlineData(Positional, """[{"type": "body", "parameters": [{"type": "text", "text": "Ada"}, {"type": "text", "text": "1001"}]}]""")]
    [InlineData(Named, """[{"type": "header", "parameters": [{"type": "text", "parameter_name": "order", "text": "1"}]}, {"type": "body", "parameters": [{"type": "text", "parameter_name": "first_name", "text": "Ada"}]}]""")]
    [InlineData(Picture, """[{"type": "header", "parameters": [{"type": "image", "image": {"link": "https://shop.example/a.png"}}]}]""")]
    [InlineData(Buttons, """[{"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "1001"}]}]""")]
    [InlineData(Buttons, """[{"type": "button", "sub_type": "quick_reply", "index": 0, "parameters": [{"type": "payload", "payload": "stop"}]}, {"type": "button", "sub_type": "url", "index": 1, "parameters": [{"type": "text", "text": "1001"}]}]""")]
    [InlineData("""[{"type": "BODY", "text": "Hello."}, {"type": "FOOTER", "text": "Bye"}]""", "[]")]
    [InlineData("""[{"type": "CAROUSEL", "cards": []}]""", """[{"type": "carousel", "cards": []}]""")]
    public void What_fits_is_taken(string template, string given) => Assert.Null(TemplatePlaces.Misfit(JsonElement.Parse(template), JsonElement.Parse(given)));

    [Theory]
    [InlineData(Positional, """[{"type": "body", "parameters": [{"type": "text", "text": "Ada"}]}]""", "has 2 places, and 1 parameter was given")]
    [InlineData(Positional, """[{"type": "body"}]""", "has 2 places, and no parameters were given")]
    [InlineData(Positional, """[{"type": "header", "parameters": []}, {"type": "body", "parameters": [{}, {}]}]""", "has no header")]
    [InlineData(Named, """[{"type": "header", "parameters": [{"type": "text", "parameter_name": "order", "text": "1"}]}, {"type": "body", "parameters": [{"type": "text", "text": "Ada"}]}]""", "the place 'first_name'")]
    [InlineData(Picture, "[]", "one parameter of the type image")]
    [InlineData(Picture, """[{"type": "header", "parameters": [{"type": "text", "text": "a"}]}]""", "one parameter of the type image")]
    [InlineData(Buttons, "[]", "the button 1 of the template takes 1 parameter")]
    [InlineData(Buttons, """[{"type": "button", "sub_type": "url", "index": 2, "parameters": [{"type": "text", "text": "1001"}]}]""", "names none of them")]
    public void What_does_not_fit_is_named(string template, string given, string words) =>
        Assert.Contains(words, TemplatePlaces.Misfit(JsonElement.Parse(template), JsonElement.Parse(given)), StringComparison.Ordinal);

    [Theory]
    [InlineData("APPROVED", "approved")]
    [InlineData("IN_APPEAL", "pending")]
    [InlineData("LIMIT_EXCEEDED", "disabled")]
    [InlineData("SOMETHING_NEW", "disabled")]
    [InlineData("PENDING_DELETION", null)]
    public void Metas_words_become_ours(string metas, string? ours) => Assert.Equal(ours, TemplateState.Of(metas));
}
