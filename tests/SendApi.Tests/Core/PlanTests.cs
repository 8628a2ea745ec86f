using CsCheck;
using SendApi.Core;

namespace SendApi.Tests.Core;

public sealed class PlanTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1_000, 3)]
    [InlineData(9_999, 3)]
    [InlineData(10_000, 5)]
    [InlineData(long.MaxValue, 5)]
    public void A_discount_begins_with_its_first_segment(long segments, int percent) =>
        Assert.Equal(percent, With(new(10_000, 5), new(1_000, 3)).DiscountAt(segments));

    [Fact]
    public void A_plan_without_discounts_gives_none() => Gen.Long.Sample(segments => Assert.Equal(0, With().DiscountAt(segments)));

    [Fact]
    public void The_largest_discount_that_is_reached_counts_so_more_segments_never_cost_more_each() =>
        Gen.Select(Gen.Select(Gen.Long[0, 1_000], Gen.Int[1, 100], (from, percent) => new VolumeDiscount(from, percent)).Array[0, 6], Gen.Long[0, 1_100], Gen.Long[0, 1_100])
            .Sample((discounts, one, other) => Assert.True(With(discounts).DiscountAt(Math.Min(one, other)) <= With(discounts).DiscountAt(Math.Max(one, other))));

    [Theory]
    [InlineData("starter", "Starter")]
    [InlineData("UNLIMITED", "Unlimited")]
    [InlineData("Gold", null)]
    [InlineData("", null)]
    public void A_plan_is_named_in_any_case(string text, string? name) => Assert.Equal(name, Plans.Named(text));

    [Theory]
    [InlineData(Subscription.Trial, 5_000L, 100L)]
    [InlineData(Subscription.Trial, 50L, 50L)]
    [InlineData(Subscription.Trial, null, 100L)]
    [InlineData(Subscription.Active, 5_000L, 5_000L)]
    [InlineData(Subscription.Active, null, null)]
    public void A_trial_has_100_emails_at_most(Subscription subscription, long? plan, long? allowed)
    {
        var account = new Account("acct_1", With() with { Quotas = Quotas.Unlimited with { Emails = plan } }, TestApp.Start) { Subscription = subscription };

        Assert.Equal(Quotas.Unlimited with { Emails = allowed }, account.Quotas);
    }

    private static Plan With(params VolumeDiscount[] discounts) => new("Business", 1_000) { Discounts = discounts };
}
