using SendApi.Core.Sending;
using SendApi.Core.WhatsApp;

namespace SendApi.Tests.Core.WhatsApp;

/// <summary>When a linked number pauses by itself: strong signs alone, longer each time, and never for what proves nothing.</summary>
public sealed class SessionCautionTests
{
    private static readonly DateTimeOffset Now = TestApp.Start;
    private static readonly SendOutcome Taken = new SendOutcome.Accepted(["3EB0"]), Refused = new SendOutcome.Rejected("400", "The number has no WhatsApp");

    private readonly SessionCaution _caution = new(default);

    [Fact]
    public void Five_refusals_in_a_row_are_a_sign_and_one_that_is_taken_begins_anew()
    {
        for (var i = 0; i < 4; i++)
            _caution.Sent(Refused, Now);
        _caution.Sent(Taken, Now);
        for (var i = 0; i < 4; i++)
            _caution.Sent(Refused, Now);
        Assert.False(_caution.Rests(Now));

        _caution.Sent(Refused, Now);

        Assert.True(_caution.Rests(Now.AddMinutes(10).AddTicks(-1)));
        Assert.False(_caution.Rests(Now.AddMinutes(10)));
        Assert.Contains("5 messages in a row were refused", _caution.Rest.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_says_nothing_of_the_number_is_no_sign()
    {
        foreach (var outcome in new SendOutcome[] { new SendOutcome.TryLater("Busy."), new SendOutcome.Unknown("broken"), new SendOutcome.Rejected("content", "Not sent by us") })
            for (var i = 0; i < 20; i++)
                _caution.Sent(outcome, Now);

        Assert.False(_caution.Rests(Now));
    }

    [Fact]
    public void Pauses_grow_and_after_a_quiet_day_the_next_is_the_first_again()
    {
        var at = Now;
        foreach (var minutes in new[] { 10, 30, 120, 360, 1_440, 1_440 })
        {
            RefuseFive(at);
            Assert.Equal(at.AddMinutes(minutes), _caution.Rest.Until);
            at = at.AddMinutes(minutes + 60);
        }

        at = _caution.Rest.Until!.Value.AddHours(24);
        RefuseFive(at);
        Assert.Equal((at.AddMinutes(10), 1), (_caution.Rest.Until, _caution.Rest.Count));
    }

    [Fact]
    public void A_pause_goes_on_after_a_restart_and_the_next_one_is_longer()
    {
        RefuseFive(Now);
        var restarted = new SessionCaution(_caution.Rest);

        Assert.True(restarted.Rests(Now.AddMinutes(9)));
        for (var i = 0; i < 5; i++)
            restarted.Sent(Refused, Now.AddMinutes(11));
        Assert.Equal(Now.AddMinutes(41), restarted.Rest.Until);
    }

    [Fact]
    public void Three_losses_within_an_hour_just_after_sends_are_a_sign()
    {
        foreach (var minute in new[] { 0, 50, 70 })
        {
            _caution.Sent(Taken, Now.AddMinutes(minute));
            _caution.Lost(Now.AddMinutes(minute).AddSeconds(60));
        }

        Assert.False(_caution.Rests(Now.AddMinutes(72)));
        _caution.Sent(Taken, Now.AddMinutes(80));
        _caution.Lost(Now.AddMinutes(80).AddSeconds(5));
        Assert.True(_caution.Rests(Now.AddMinutes(81)));
        Assert.Contains("lost 3 times", _caution.Rest.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_long_after_sends_or_without_any_are_no_sign()
    {
        for (var i = 0; i < 5; i++)
            _caution.Lost(Now);
        _caution.Sent(Taken, Now);
        for (var i = 0; i < 5; i++)
            _caution.Lost(Now.AddSeconds(61));

        Assert.False(_caution.Rests(Now.AddMinutes(2)));
    }

    [Theory]
    [InlineData(15, 20, true)]
    [InlineData(20, 40, true)]
    [InlineData(14, 40, false)]
    [InlineData(20, 19, false)]
    [InlineData(20, 0, false)]
    public void Silence_is_a_sign_where_receipts_came_before(int silent, int heardBefore, bool rests)
    {
        List<bool> newestFirst = [.. Enumerable.Range(0, 20).Select(i => i >= silent), .. Enumerable.Range(0, 40).Select(i => i < heardBefore)];

        _caution.Judge(newestFirst, Now);

        Assert.Equal(rests, _caution.Rests(Now));
    }

    [Fact]
    public void Few_messages_are_not_judged()
    {
        _caution.Judge([.. Enumerable.Repeat(false, 20), .. Enumerable.Repeat(true, 39)], Now);

        Assert.False(_caution.Rests(Now));
    }

    private void RefuseFive(DateTimeOffset at)
    {
        for (var i = 0; i < 5; i++)
            _caution.Sent(Refused, at);
    }
}
