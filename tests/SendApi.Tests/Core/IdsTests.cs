using CsCheck;
using SendApi.Core;

namespace SendApi.Tests.Core;

/// <summary>Pages and time filters rest on two promises: ids sort by time, and <see cref="Ids.First"/> is below all of its moment.</summary>
public sealed class IdsTests
{
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, 4_102_444_800_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    [Fact]
    public void Ids_sort_by_the_time_they_were_made() => Gen.Select(Times, Times).Where((a, b) => a < b)
        .Sample((a, b) => string.CompareOrdinal(Ids.New(Ids.Sms, a), Ids.New(Ids.Sms, b)) < 0);

    [Fact]
    public void First_is_above_everything_earlier_and_below_everything_of_its_moment() => Times.Sample(time =>
    {
        var first = Ids.First(Ids.Sms, time);

        return string.CompareOrdinal(first, Ids.New(Ids.Sms, time)) <= 0
            && string.CompareOrdinal(Ids.New(Ids.Sms, time.AddMilliseconds(-1)), first) < 0;
    }, iter: 1_000);

    [Fact]
    public void A_new_id_is_an_id_and_no_two_are_the_same() => Times.Sample(time =>
    {
        var (one, two) = (Ids.New(Ids.Key, time), Ids.New(Ids.Key, time));

        return one != two && Ids.IsId(Ids.Key, one) && Ids.IsId(Ids.Key, Ids.First(Ids.Key, time));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sms_")]
    [InlineData("01J9ZK3V5T8W2Y4A6C8E0G2J4M")]
    [InlineData("key_01J9ZK3V5T8W2Y4A6C8E0G2J4M")]
    [InlineData("SMS_01J9ZK3V5T8W2Y4A6C8E0G2J4M")]
    [InlineData("sms_01j9zk3v5t8w2y4a6c8e0g2j4m")]
    [InlineData("sms_01J9ZK3V5T8W2Y4A6C8E0G2J4")]
    [InlineData("sms_01J9ZK3V5T8W2Y4A6C8E0G2J4MM")]
    [InlineData("sms_81J9ZK3V5T8W2Y4A6C8E0G2J4M")]
    [InlineData("sms_01J9ZK3V5T8W2Y4A6C8E0G2J4U")]
    [InlineData("sms_O1J9ZK3V5T8W2Y4A6C8E0G2J4M")]
    [InlineData("sms_01J9ZK3V5T8W2Y4A6C8E0G2J4é")]
    [InlineData("sms_%_%_%_%_%_%_%_%_%_%_%_%_%_")]
    [InlineData("sms_漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢")]
    public void What_we_never_wrote_is_no_id(string? text) => Assert.False(Ids.IsId(Ids.Sms, text));

    [Fact]
    public void What_we_wrote_is_an_id() => Assert.True(Ids.IsId(Ids.Sms, "sms_01J9ZK3V5T8W2Y4A6C8E0G2J4M"));
}
