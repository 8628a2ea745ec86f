using CsCheck;
using SendApi.Core.Messages;
using SendApi.Core.Sending;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Delivery;

public sealed class RulesTests
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)];

    [Fact]
    public void A_retry_waits_as_listed_then_as_the_last_with_a_tenth_of_spread_and_a_wish_up_to_twice_our_own() =>
        Gen.Select(Gen.Long[1, 100], Gen.Int[0, 3600], Gen.Bool, Gen.Double[0, 0.999]).Sample((attempt, asked, asks, chance) =>
        {
            var ours = Waits[Math.Min(attempt, 3) - 1];

            var wait = RetrySchedule.After(attempt, asks ? TimeSpan.FromSeconds(asked) : null, Waits, () => chance);

            var wanted = asks ? TimeSpan.FromSeconds(Math.Min(asked, 2 * ours.TotalSeconds)) : ours;
            Assert.InRange(wait, 0.9 * wanted, 1.1 * wanted);
        });

    [Fact]
    public void Of_any_receipts_in_any_order_the_first_final_one_decides_and_what_was_delivered_may_be_read() =>
        Gen.Enum<ReceiptState>().Array[0, 8].Sample(states =>
        {
            var changes = new Changes();
            var part = new ProviderPart("p", "1", new("acct", 0, "sms"), 1, MessageStatus.Sent, TestApp.Start);

            foreach (var state in states)
                changes.Add(new ReceivedReceipt("evt", new Receipt("p", "1", state, null, null, "X"), TestApp.Start), part);

            var expected = states.Aggregate((MessageStatus?)null, (stands, state) => (stands, state) switch
            {
                (null, ReceiptState.Delivered) => MessageStatus.Delivered,
                (null, ReceiptState.Undelivered) => MessageStatus.Undelivered,
                (null, ReceiptState.Rejected) => MessageStatus.Failed,
                (null or MessageStatus.Delivered, ReceiptState.Read) => MessageStatus.Read,
                _ => stands,
            });
            Assert.Equal(expected, changes.Statuses.SingleOrDefault()?.Status);
            Assert.Equal(states.Length, changes.Events.Count);
        });

    [Theory]
    [InlineData(MessageStatus.Delivered, MessageStatus.Delivered, MessageStatus.Delivered)]
    [InlineData(MessageStatus.Delivered, MessageStatus.Sent, null)]
    [InlineData(MessageStatus.Delivered, MessageStatus.Undelivered, MessageStatus.Undelivered)]
    [InlineData(MessageStatus.Sent, MessageStatus.Undelivered, MessageStatus.Undelivered)]
    [InlineData(MessageStatus.Sent, MessageStatus.Sent, null)]
    public void A_long_message_is_delivered_by_all_its_parts_and_failed_by_one(MessageStatus first, MessageStatus second, MessageStatus? whole)
    {
        var changes = new Changes();
        var message = new MessageKey("acct", 0, "sms");

        changes.Fold(message, [Part(first), Part(second)], TestApp.Start);

        Assert.Equal(whole, changes.Statuses.SingleOrDefault()?.Status);

        ProviderPart Part(MessageStatus status) => new("p", "1", message, 2, status, TestApp.Start);
    }
}
