using SendApi.Core.Messages;

namespace SendApi.Tests.Core.Messages;

/// <summary>The names are public API and the numbers are in people's databases: neither may change.</summary>
public sealed class MessageStatusTests
{
    private static readonly (MessageStatus Status, int Number, string Name)[] Shipped =
    [
        (MessageStatus.Scheduled, 0, "scheduled"), (MessageStatus.Queued, 10, "queued"), (MessageStatus.Sending, 20, "sending"),
        (MessageStatus.Sent, 30, "sent"), (MessageStatus.Uncertain, 40, "uncertain"), (MessageStatus.Delivered, 50, "delivered"), (MessageStatus.Read, 55, "read"),
        (MessageStatus.Undelivered, 60, "undelivered"), (MessageStatus.Failed, 70, "failed"), (MessageStatus.Canceled, 80, "canceled"),
    ];

    [Fact]
    public void Every_status_has_its_shipped_number_and_name_both_ways()
    {
        Assert.Equal(Enum.GetValues<MessageStatus>(), Shipped.Select(s => s.Status));
        Assert.All(Shipped, s =>
        {
            Assert.Equal(s.Number, (int)s.Status);
            Assert.Equal(s.Name, s.Status.Name());
            Assert.Equal(s.Status == MessageStatus.Read ? null : s.Status, MessageStatuses.Named(s.Name)); // No SMS is ever read.
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("Delivered")]
    [InlineData("cancelled")]
    [InlineData("50")]
    public void A_name_that_was_never_given_is_no_status(string name) => Assert.Null(MessageStatuses.Named(name));

    [Fact]
    public void What_is_final_changes_no_more_but_that_what_was_delivered_may_be_read()
    {
        var all = Enum.GetValues<MessageStatus>();

        Assert.All(all.Where(s => s.IsFinal()), before => Assert.Equal(
            before == MessageStatus.Delivered ? [MessageStatus.Read] : [], all.Where(next => next.MayFollow(before))));
        Assert.All(all.Where(s => !s.IsFinal()), before => Assert.Equal(all.Where(next => next > before), all.Where(next => next.MayFollow(before))));
    }

    [Fact]
    public void Delivered_and_whatever_comes_after_it_is_final() => Assert.Equal(
        [MessageStatus.Delivered, MessageStatus.Read, MessageStatus.Undelivered, MessageStatus.Failed, MessageStatus.Canceled],
        Enum.GetValues<MessageStatus>().Where(s => s.IsFinal()));
}
