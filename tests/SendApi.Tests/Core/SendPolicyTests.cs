using CsCheck;
using SendApi.Core;

namespace SendApi.Tests.Core;

public sealed class SendPolicyTests
{
    [Fact]
    public void An_open_policy_refuses_nothing() => Gen.String.Sample(text =>
    {
        Assert.Null(SendPolicy.Open.RefuseContent(text));
        Assert.Null(SendPolicy.Open.RefuseDestination(Number("+447700900000")));
    });

    [Theory]
    [InlineData("+447700900000", null)]
    [InlineData("+15551234567", "4009 US")]
    [InlineData("+33612345678", "4009 FR")]
    [InlineData("+882161234567", "4009 this destination")]
    public void Where_countries_are_allowed_all_others_are_refused(string to, string? says) =>
        Assert.Equal(says, Said(new SendPolicy(["gb"], [], []).RefuseDestination(Number(to)), "Sending to (.+) is not"));

    [Theory]
    [InlineData("+882161234567", "4009 +882")]
    [InlineData("+447009123456", "4009 +4470")]
    [InlineData("+447700900000", null)]
    public void A_blocked_prefix_is_refused_also_in_an_allowed_country(string to, string? says) =>
        Assert.Equal(says, Said(new SendPolicy(["GB"], ["+882", "+4470"], []).RefuseDestination(Number(to)), "begin with (.+) are"));

    [Theory]
    [InlineData("casino", true)]
    [InlineData("The CASINO is open", true)]
    [InlineData("casino.", true)]
    [InlineData("(casino)", true)]
    [InlineData("occasino casino", true)]
    [InlineData("occasino", false)]
    [InlineData("casinos", false)]
    [InlineData("casino2", false)]
    [InlineData("", false)]
    [InlineData("win BIG money", true)]
    [InlineData("win bigger money", false)]
    [InlineData("nur 5€!", true)]
    public void A_blocked_word_is_refused_as_a_whole_word_in_any_case(string text, bool isRefused)
    {
        var refusal = new SendPolicy([], [], ["casino", "big money", "5€"]).RefuseContent(text);

        Assert.Equal(isRefused, refusal is not null);
        if (refusal is not null)
            Assert.Equal((Errors.ContentBlocked, "content"), (refusal.Code, refusal.Details.Single().Field));
    }

    [Fact]
    public void A_word_is_found_wherever_it_stands_alone() =>
        Gen.Select(Gen.String[Gen.Char["xyz .,!-"], 0, 12], Gen.String[Gen.Char["xyz .,!-"], 0, 12]).Sample((before, after) =>
        {
            var isAlone = !before.EndsWith('x') && !before.EndsWith('y') && !before.EndsWith('z') && !after.StartsWith('x') && !after.StartsWith('y') && !after.StartsWith('z');

            Assert.Equal(isAlone, new SendPolicy([], [], ["spam"]).RefuseContent($"{before}Spam{after}") is not null);
        });

    private static PhoneNumber Number(string text) => PhoneNumber.Trusted(text);

    private static string? Said(Refusal? refusal, string pattern) =>
        refusal is null ? null : $"{refusal.Code.Number} {System.Text.RegularExpressions.Regex.Match(refusal.Message, pattern).Groups[1].Value}";
}
