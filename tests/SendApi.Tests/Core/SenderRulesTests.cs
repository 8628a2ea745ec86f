using System.Globalization;
using SendApi.Core;

namespace SendApi.Tests.Core;

public sealed class SenderRulesTests
{
    private static readonly PhoneNumber British = PhoneNumber.Parse("+447700900000", "to"), American = PhoneNumber.Parse("+12025550123", "to"), Singaporean = PhoneNumber.Parse("+6581234567", "to");

    private static readonly SenderRules Rules = new(false, new HashSet<string> { "US", "CA" }, new HashSet<string> { "IN", "SG" });

    [Fact]
    public void A_sender_that_nobody_registered_is_taken_where_no_rule_is_against_it()
    {
        Assert.Equal("Acme", Rules.Choose([], "Acme", British, needsApproval: true)?.Value);
        Assert.Null(Rules.Choose([], null, British, needsApproval: true));
        Assert.Contains("not registered for this account", Refused(Rules with { RequireRegistration = true }, [], "Acme", British), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_no_sender_where_only_numbers_are_and_needs_a_registration_where_names_do()
    {
        Assert.Contains("networks in US show numbers only", Refused(Rules, [Registered()], "Acme", American), StringComparison.Ordinal);
        Assert.Equal("+12025550100", Rules.Choose([], "+12025550100", American, needsApproval: true)?.Value);
        Assert.Contains("in SG a name has to be", Refused(Rules, [], "Acme", Singaporean), StringComparison.Ordinal);
        Assert.Equal("Acme", Rules.Choose([Registered()], "Acme", Singaporean, needsApproval: true)?.Value);
        Assert.Equal("Acme", (Rules with { NumbersOnly = new HashSet<string>() }).Choose([], "Acme", American, needsApproval: true)?.Value);
    }

    [Fact]
    public void A_decision_counts_for_live_messages_only_and_a_country_for_all()
    {
        var (pending, rejected) = (Registered() with { Status = SenderStatus.Pending }, Registered() with { Status = SenderStatus.Rejected, Reason = "Somebody else's name." });

        Assert.Contains("waits for the operator's approval", Refused(Rules, [pending], "Acme", British), StringComparison.Ordinal);
        Assert.Contains("was rejected: Somebody else's name.", Refused(Rules, [rejected], "Acme", British), StringComparison.Ordinal);
        Assert.Equal("Acme", Rules.Choose([rejected], "Acme", British, needsApproval: false)?.Value);
        Assert.Contains("is registered for DE, FR and not for GB", Refused(Rules, [Registered() with { Countries = ["DE", "FR"] }], "Acme", British, needsApproval: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_may_not_be_used_gives_way_to_the_carriers_own()
    {
        var usual = Registered() with { IsDefault = true };

        Assert.Equal("Acme", Rules.Choose([usual], null, British, needsApproval: true)?.Value);
        Assert.Null(Rules.Choose([usual], null, American, needsApproval: true));
        Assert.Null(Rules.Choose([usual with { Status = SenderStatus.Pending }], null, British, needsApproval: true));
    }

    [Fact]
    public void A_number_is_the_same_sender_with_its_plus_sign_and_without() =>
        Assert.Contains("waits for", Refused(Rules, [Registered() with { Name = "+447700900999", Status = SenderStatus.Pending }], "447700900999", British), StringComparison.Ordinal);

    [Fact]
    public void A_recipient_keeps_its_number_of_a_pool_unless_that_very_number_goes()
    {
        var pool = Numbers(10);
        var recipients = Enumerable.Range(0, 2_000).Select(i => PhoneNumber.Trusted(string.Create(CultureInfo.InvariantCulture, $"+4477{i:00000000}"))).ToList();
        var before = recipients.ToDictionary(r => r, r => SenderPool.Pick(pool, r));

        Assert.All(recipients, r => Assert.Equal(before[r], SenderPool.Pick([.. Enumerable.Reverse(pool)], r)));
        Assert.All(pool, number => Assert.InRange(before.Values.Count(n => n == number), 120, 280));
        var (smaller, larger) = (pool.Where(n => n != pool[3]).ToArray(), Numbers(11));
        Assert.All(recipients.Where(r => before[r] != pool[3]), r => Assert.Equal(before[r], SenderPool.Pick(smaller, r)));
        Assert.All(recipients, r => Assert.Contains(SenderPool.Pick(larger, r), new[] { before[r], larger[10] }));
        Assert.Contains(Rules.Choose([Registered() with { Numbers = pool }], "Acme", American, needsApproval: true)!.Value.Value, pool);
    }

    private static RegisteredSender Registered() => new("Acme", [], [], SenderStatus.Approved, null, IsDefault: false);

    private static string[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"+4478000000{i:00}"))];

    private static string Refused(SenderRules rules, IReadOnlyList<RegisteredSender> registered, string asked, PhoneNumber to, bool needsApproval = true)
    {
        var refusal = Assert.Throws<Refusal>(() => rules.Choose(registered, asked, to, needsApproval));
        Assert.Equal(Errors.InvalidSender, refusal.Code);
        return refusal.Message;
    }
}
