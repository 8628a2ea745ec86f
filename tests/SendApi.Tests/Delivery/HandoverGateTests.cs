using CsCheck;
using SendApi.Server.Delivery;

namespace SendApi.Tests.Delivery;

public sealed class HandoverGateTests
{
    private const int Room = 10;

    [Fact]
    public void Nothing_is_handed_over_before_a_claim_has_emptied_the_queue()
    {
        var gate = new HandoverGate();
        Assert.Equal(0, gate.Take(1, Room).Places);

        Claim(gate, found: a => a);
        Assert.Equal(0, gate.Take(1, Room).Places);

        Claim(gate, found: a => a - 1);
        Assert.Equal(1, gate.Take(1, Room).Places);
    }

    [Fact]
    public void A_claim_that_fails_closes_it()
    {
        var gate = Open();

        Claim(gate, found: _ => null);

        Assert.Equal(0, gate.Take(1, Room).Places);
    }

    [Fact]
    public void No_more_is_handed_over_than_there_is_room_for_beside_what_has_places_already()
    {
        var gate = Open();

        Assert.Equal(6, gate.Take(6, Room).Places);
        Assert.Equal(4, gate.Take(6, Room).Places);
        Assert.Equal(0, gate.Take(6, Room).Places);
        Assert.Equal(0, gate.BeginClaim(Room));

        gate.GiveBack(6);
        Assert.Equal(6, gate.Take(9, Room).Places);
    }

    [Fact]
    public void Those_that_wait_have_the_next_places()
    {
        var gate = Open();
        gate.Queued(8);

        Assert.Equal(2, gate.Take(2, Room).Places);
        Assert.Equal(0, gate.Take(1, Room).Places);
        Assert.Equal(8, gate.BeginClaim(Room));
    }

    [Fact]
    public void More_waiting_than_there_is_room_for_closes_it_until_claims_have_brought_them()
    {
        var gate = Open();
        gate.Queued(2 * Room);
        Assert.Equal(0, gate.Take(1, Room).Places);

        Assert.Equal(Room, Claim(gate, found: a => a));
        Assert.Equal(0, gate.Take(1, Room).Places);
        Assert.Equal(Room, Claim(gate, found: a => a));

        Assert.Equal(1, gate.Take(1, Room).Places);
    }

    [Fact]
    public void A_queue_of_unknown_length_closes_it_until_a_claim_finds_its_end()
    {
        var gate = Open();
        Claim(gate, found: a => a);
        gate.Queued(1);
        Claim(gate, found: a => a);
        Assert.Equal(0, gate.Take(1, Room).Places);

        Claim(gate, found: _ => 0);

        Assert.Equal(1, gate.Take(1, Room).Places);
    }

    [Fact]
    public void What_was_queued_while_a_claim_looked_still_has_the_next_places()
    {
        var gate = Open();
        var asked = gate.BeginClaim(Room);
        gate.Queued(Room);
        gate.EndClaim(asked, 0);

        Assert.Equal(0, gate.Take(1, Room).Places);
    }

    [Fact]
    public void While_a_claim_looks_that_cannot_bring_all_that_wait_nothing_is_handed_over()
    {
        var gate = Open();
        gate.Queued(2 * Room);
        gate.BeginClaim(Room);

        Assert.Equal(0, gate.Take(1, 2 * Room).Places);
    }

    [Fact]
    public void A_fresh_message_is_begun_after_the_claim_that_brings_those_before_it()
    {
        var gate = Open();
        gate.Queued(1);
        var earlier = gate.BeginClaim(Room);
        gate.Queued(1);

        var turn = gate.Take(1, Room).Turn;

        gate.EndClaim(earlier, 1);
        Assert.False(turn.IsCompleted);
        gate.EndClaim(gate.BeginClaim(Room), 1);
        Assert.True(turn.IsCompleted);
    }

    [Fact]
    public void A_commit_that_has_to_wait_its_turn_is_not_handed_over_in_part()
    {
        var gate = Open();
        gate.Queued(1);

        Assert.Equal(0, gate.Take(Room, Room).Places);
        Assert.Equal(9, gate.Take(9, Room).Places);
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_no_more_places_are_promised_than_there_are() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 15]).Array[0, 60].Sample(steps =>
        {
            var (gate, taken, asked) = (new HandoverGate(), new Stack<int>(), 0);
            foreach (var (step, number) in steps)
            {
                if (step == 0)
                    taken.Push(gate.Take(number, Room).Places);
                else if (step == 1 && taken.TryPop(out var places))
                    gate.GiveBack(places);
                else if (step == 2)
                    gate.Queued(number);
                else if (step == 3 && asked == 0)
                    asked = gate.BeginClaim(Room);
                else if (step == 4 && asked > 0)
                {
                    gate.EndClaim(asked, Math.Min(asked, number));
                    asked = 0;
                }

                Assert.InRange(gate.Promised, 0, Room);
                Assert.Equal(taken.Sum() + asked, gate.Promised);
            }
        });

    private static HandoverGate Open()
    {
        var gate = new HandoverGate();
        Claim(gate, found: _ => 0);
        return gate;
    }

    private static int Claim(HandoverGate gate, Func<int, int?> found)
    {
        var asked = gate.BeginClaim(Room);
        gate.EndClaim(asked, found(asked));
        return asked;
    }
}
