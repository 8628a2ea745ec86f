using SendApi.Core.Messages;

namespace SendApi.Tests.Core.Messages;

public sealed class TextTemplateTests
{
    [Theory]
    [InlineData("Hello {{name}}!", "Hello Ada!")]
    [InlineData("{{ name }} and {{name}}", "Ada and Ada")]
    [InlineData("{{name}}{{empty}}.", "Ada.")]
    [InlineData("No place, {one} brace, {{ two words }}, {{}}", "No place, {one} brace, {{ two words }}, {{}}")]
    [InlineData("{{trick}}", "{{name}}")]
    public void Places_are_filled_once_and_nothing_else_is_touched(string text, string filled) =>
        Assert.Equal(filled, TextTemplate.Parse(text).Fill(Variables));

    [Fact]
    public void The_first_variable_that_is_missing_is_named()
    {
        Assert.Equal("code", TextTemplate.Parse("{{name}} {{code}} {{more}}").Missing(Variables));
        Assert.Null(TextTemplate.Parse("{{name}}").Missing(Variables));
    }

    private static Dictionary<string, string> Variables => new() { ["name"] = "Ada", ["empty"] = "", ["trick"] = "{{name}}" };
}
