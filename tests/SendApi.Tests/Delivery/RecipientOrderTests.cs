using Microsoft.Extensions.Time.Testing;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Delivery;

public sealed class RecipientOrderTests
{
    private readonly FakeTimeProvider _clock = new(TestApp.Start);
    private readonly RecipientOrder _order;

    public RecipientOrderTests() => _order = new RecipientOrder(_clock);

    [Fact]
    public async Task A_text_waits_for_the_end_of_the_one_before_it_to_the_same_recipient()
    {
        var (first, second, other) = (_order.Enter(Text(1)), _order.Enter(Text(2)), _order.Enter(Text(3, "+447700900001")));
        Assert.Null(await first.Come());
        Assert.Null(await other.Come());
        var turn = second.Come().AsTask();
        Assert.False(turn.IsCompleted);

        first.End(again: null);

        Assert.Null(await turn);
    }

    [Fact]
    public async Task One_behind_a_text_that_is_tried_again_later_waits_too_and_goes_after_it()
    {
        var (first, second) = (_order.Enter(Text(1)), _order.Enter(Text(2)));
        var again = _clock.GetUtcNow().AddSeconds(10);
        first.End(again);
        Assert.True(await second.Come() > again);
        second.End(again.AddSeconds(1));

        // The first one itself is not held back, and once it has ended nobody is.
        var retry = _order.Enter(Text(1));
        Assert.Null(await retry.Come());
        retry.End(again: null);
        var next = _order.Enter(Text(2));
        Assert.Null(await next.Come());
    }

    [Fact]
    public async Task A_one_time_code_does_not_wait_for_bulk()
    {
        _order.Enter(Text(1, traffic: 30));
        Assert.Null(await _order.Enter(Text(2, traffic: 10)).Come());
    }

    [Fact]
    public async Task A_WhatsApp_message_that_waits_holds_up_no_text_and_no_other_session()
    {
        MessageRow Message(int number, string session) => Text(number) with { Id = $"msg_{number}", Sender = session };
        _order.Enter(Message(1, "sess_1")).End(_clock.GetUtcNow().AddSeconds(10));

        Assert.Null(await _order.Enter(Text(2)).Come());
        Assert.Null(await _order.Enter(Message(3, "sess_2")).Come());
        Assert.NotNull(await _order.Enter(Message(4, "sess_1")).Come());
    }

    [Fact]
    public async Task Nobody_is_held_longer_than_the_time_the_first_one_was_to_be_tried_at()
    {
        var first = _order.Enter(Text(1));
        first.End(_clock.GetUtcNow().AddSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Null(await _order.Enter(Text(2)).Come());
    }

    [Fact]
    public async Task Texts_with_the_same_code_do_not_wait_for_each_other_and_no_code_waits_behind_one_that_waits()
    {
        var (first, second, newer) = (_order.Enter(Code(1, "ver_1")), _order.Enter(Code(2, "ver_1")), _order.Enter(Code(3, "ver_2")));
        Assert.Null(await second.Come());
        var turn = newer.Come().AsTask();
        Assert.False(turn.IsCompleted);

        first.End(again: _clock.GetUtcNow().AddSeconds(10));
        second.End(again: null);

        Assert.Null(await turn);
        newer.End(again: null);
        Assert.NotNull(await _order.Enter(Text(4, traffic: 10)).Come());
    }

    private static MessageRow Code(int number, string verification) => Text(number, traffic: 10) with { VerificationId = verification };

    private static MessageRow Text(int number, string to = "+447700900000", long traffic = 20) => new()
    {
        AccountId = "acct_1",
        IsTest = 0,
        Id = $"sms_{number}",
        KeyId = "key_1",
        Recipient = to,
        Content = "x",
        Encoding = 0,
        Segments = 1,
        Status = 10,
        CreatedAt = 0,
        UpdatedAt = 0,
        ValidUntil = 0,
        TrafficClass = traffic,
    };
}
