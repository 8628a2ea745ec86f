using SendApi.Core;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Delivery;

public sealed class RouteTableTests
{
    private static readonly PhoneNumber Briton = PhoneNumber.Trusted("+447700900000"), German = PhoneNumber.Trusted("+4915112345678");

    [Fact]
    public void Without_routes_every_provider_takes_everything_in_the_order_of_the_list()
    {
        var table = Table([Up("a"), Up("b")]);
        Assert.Equal(["a", "b"], Order(table, Briton));
        Assert.Null(table.Choose(Briton, Middle)!.Why);
    }

    [Fact]
    public void The_most_specific_destination_decides_alone()
    {
        var table = Table([Up("all"), Up("country"), Up("prefix"), Up("longer")], To("*", "all"), To("GB", "country"), To("+447", "prefix"), To("+44770", "longer"));
        Assert.Equal(["longer"], Order(table, Briton));
        Assert.Equal(["prefix"], Order(table, PhoneNumber.Trusted("+447911123456")));
        Assert.Equal(["country"], Order(table, PhoneNumber.Trusted("+442071838750")));
        Assert.Equal(["all"], Order(table, German));
    }

    [Fact]
    public void Where_no_route_leads_there_is_no_choice() => Assert.Null(Table([Up("a")], To("GB", "a")).Choose(German, Middle));

    [Fact]
    public void Priority_comes_before_cost_and_an_unknown_cost_comes_last()
    {
        var table = Table([Up("late"), Up("dear"), Up("cheap"), Up("unknown")],
            To("*", "late", priority: 2, cost: 1), To("*", "dear", cost: 20), To("*", "cheap", cost: 10), To("*", "unknown"));
        Assert.Equal(["cheap", "dear", "unknown", "late"], Order(table, Briton));
    }

    [Fact]
    public void One_that_is_down_is_passed_over_and_the_timeline_can_say_why()
    {
        var table = Table([new("a", "first", CarrierState.Down), Up("b")]);
        Assert.Equal(["b", "a"], Order(table, Briton));
        Assert.Equal("first is down", table.Choose(Briton, Middle)!.Why);

        var routed = Table([new("a", "first", CarrierState.Slow), Up("b"), new("c", "third", CarrierState.Down)], To("*", "a"), To("*", "b", priority: 2), To("*", "c", priority: 3));
        Assert.Equal(["b", "a", "c"], Order(routed, Briton));
        Assert.Equal("first is slow", routed.Choose(Briton, Middle)!.Why);
    }

    [Fact]
    public void When_all_are_down_the_first_one_keeps_the_message() => Assert.Equal("a", Table([new("a", "a", CarrierState.Down), new("b", "b", CarrierState.Down)]).Choose(Briton, Middle)!.Queue);

    [Fact]
    public void The_next_carrier_works_and_was_not_tried()
    {
        var table = Table([Up("a"), new("b", "b", CarrierState.Down), Up("c")]);
        Assert.Equal("c", table.Next(Briton, id => id == "a", Middle)!.Id);
        Assert.Null(table.Next(Briton, id => id is "a" or "c", Middle));
    }

    [Fact]
    public void Weights_share_out_the_messages_among_equals()
    {
        var table = Table([Up("a"), Up("b")], To("*", "a", weight: 3), To("*", "b", weight: 1));
        var step = 0;
        // Two sequences that fill a square evenly.
        double Chance() => step++ % 2 == 0 ? step / 2 * 0.7548776662 % 1 : step / 2 * 0.5698402910 % 1;
        var share = Enumerable.Range(0, 4_000).Count(_ => table.Choose(Briton, Chance)!.Queue == "a") / 4_000.0;
        Assert.InRange(share, 0.65, 0.85);
    }

    private static RouteTable Table(KnownCarrier[] carriers, params CarrierRoute[] routes) => new(carriers, routes);

    private static KnownCarrier Up(string id) => new(id, id, CarrierState.Up);

    private static CarrierRoute To(string destination, string provider, long priority = 1, long weight = 1, long? cost = null) =>
        new() { Destination = destination, ProviderId = provider, Priority = priority, Weight = weight, Cost = cost };

    private static IEnumerable<string> Order(RouteTable table, PhoneNumber to) => table.For(to, Middle).Select(c => c.Id);

    private static double Middle() => 0.5;
}
