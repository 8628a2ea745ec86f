using SendApi.Proof.Judging;

namespace SendApi.Tests.Proof;

/// <summary>A proof is worth what it can find: one case for each row of its table.</summary>
public sealed class VerdictTests
{
    private const string First = "sms_1", Second = "sms_2", Third = "sms_3";

    /// <summary>Three texts: one delivered, one uncertain that the carrier has, one uncertain that it never saw.</summary>
    private static readonly Evidence Right = new()
    {
        Sent = new TextsSent(new Dictionary<string, string> { ["one"] = First, ["two"] = Second }, new HashSet<string> { "three", "four" }, []),
        Messages = [new(First, "delivered", "one", 45_000), new(Second, "uncertain", "two", 45_000), new(Third, "uncertain", "three", 45_000)],
        Submits = new Dictionary<string, int> { ["one"] = 1, ["two"] = 2 },
        Told = new Dictionary<string, IReadOnlyList<ToldEvent>>
        {
            [First] = [new("sms.sent", "e1"), new("sms.sent", "e1"), new("sms.delivered", "e2")],
            [Second] = [new("sms.uncertain", "e3")],
            [Third] = [new("sms.uncertain", "e4")],
        },
        EventsReceived = 6,
        Receipts = (2, 2),
        Sums = new StoreSums(0, 0, 0, Orphans: 1, OrphansWithMessage: 0, Funding: -1_000_000, Reserved: 90_000, Spent: 45_000, Counted: 3, CountedByDay: 3, CostByDay: 135_000),
        Booked = 1_000_000,
        LedgerFault = null,
        LedgerMessages = 3,
        MostUncertain = 40,
        NodeFaults = [],
    };

    [Fact]
    public void Evidence_without_a_fault_is_right_and_counts_what_happened()
    {
        var verdict = Verdict.Of(Right);

        Assert.Null(verdict.Fault);
        Assert.True(verdict.IsRight);
        Assert.Equal([2, 3, 2, 2, 1, 1], new[] { "answered", "submitted", "uncertain", "lost_answers", "events_again", "receipts_aside" }.Select(key => Value(verdict, key)));
        Assert.All(verdict.Rows.Where(r => r.IsPromise), r => Assert.Equal(0, r.Value));
    }

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_is_found_in_its_row_and_named(string key, string says)
    {
        var verdict = Verdict.Of(Broken(key, says));

        Assert.False(verdict.IsRight);
        var row = Assert.Single(verdict.Rows, r => r.Faults.Count > 0);
        Assert.Equal(key, row.Key);
        Assert.Contains(says, verdict.Fault, StringComparison.Ordinal);
        Assert.True(row.Value > 0 || key == "ledger_difference");
    }

    public static TheoryData<string, string> Faults()
    {
        var data = new TheoryData<string, string>();
        foreach (var (key, says, _) in Cases())
            data.Add(key, says);
        return data;
    }

    [Fact]
    public void Every_row_that_must_be_zero_can_be_broken() =>
        Assert.Equal(Verdict.Of(Right).Rows.Where(r => r.IsPromise).Select(r => r.Key).Order(), Cases().Select(c => c.Key).Distinct().Order());

    private static Evidence Broken(string key, string says) => Cases().Single(c => c.Key == key && c.Says == says).Evidence;

    private static IEnumerable<(string Key, string Says, Evidence Evidence)> Cases() =>
    [
        ("lost", "'gone' was answered with sms_9 and is not there", Right with { Sent = Right.Sent with { Answered = new Dictionary<string, string> { ["one"] = First, ["two"] = Second, ["gone"] = "sms_9" } } }),
        ("lost", "is delivered, and the carrier never saw it", Right with { Submits = new Dictionary<string, int> { ["two"] = 1 } }),
        ("doubled", "'one' reached the carrier 2 times", Right with { Submits = new Dictionary<string, int> { ["one"] = 2, ["two"] = 1 } }),
        ("doubled", "'three' stands in the store as sms_3 and sms_4", WithFourth("three")),
        ("strangers", "Nobody sent 'five'", WithFourth("five")),
        ("strangers", "Nobody sent 'six'", Right with { Submits = new Dictionary<string, int> { ["one"] = 1, ["two"] = 1, ["six"] = 1 } }),
        ("unended", "sms_1 is sent", Right with { Messages = [Right.Messages[0] with { Status = "sent" }, .. Right.Messages.Skip(1)] }),
        ("too_uncertain", "2 are uncertain, and 1 were", Right with { MostUncertain = 1 }),
        ("wrong_answers", "'one' was answered 404", Right with { Sent = Right.Sent with { Wrong = ["'one' was answered 404: {}"] } }),
        ("orphan_receipts", "1 receipts lie aside though", Right with { Sums = Right.Sums with { OrphansWithMessage = 1 } }),
        ("orphan_receipts", "only 1 uncertain texts", Right with { Sums = Right.Sums with { Orphans = 2 } }),
        ("receipts_unconfirmed", "took 3 texts and 2 receipts", Right with { Receipts = (3, 2) }),
        ("events_missing", "was told: sms.sent.", WithTold(First, new ToldEvent("sms.sent", "e1"))),
        ("events_missing", "was told: sms.delivered, sms.sent.", WithTold(First, new ToldEvent("sms.delivered", "e2"), new ToldEvent("sms.sent", "e1"))),
        ("events_missing", "was told: nothing.", WithTold(Second)),
        ("events_missing", "sms.uncertain came under 2 ids", WithTold(Second, new ToldEvent("sms.uncertain", "e3"), new ToldEvent("sms.uncertain", "e9"))),
        ("ledger_difference", "The book funding has", Right with { Booked = 2_000_000 }),
        ("ledger_difference", "The book reserved has", Right with { Sums = Right.Sums with { Reserved = 45_000 } }),
        ("ledger_difference", "The book spent has", Right with { Sums = Right.Sums with { Spent = 0 } }),
        ("ledger_difference", "ledger verify: Account a", Right with { LedgerFault = "Account a: no." }),
        ("ledger_difference", "went through 2 messages", Right with { LedgerMessages = 2 }),
        ("quota_difference", "of the billing period is 4", Right with { Sums = Right.Sums with { Counted = 4 } }),
        ("quota_difference", "of the days is 2", Right with { Sums = Right.Sums with { CountedByDay = 2 } }),
        ("quota_difference", "of what the days cost", Right with { Sums = Right.Sums with { CostByDay = 1 } }),
        ("left_over", "1 texts wait in the queue", Right with { Sums = Right.Sums with { Outbox = 1 } }),
        ("left_over", "5 texts still move", Right with { Sums = Right.Sums with { Moving = 5 } }),
        ("left_over", "2 webhook deliveries wait", Right with { Sums = Right.Sums with { WebhookQueue = 2 } }),
        ("damage", "row 7 missing", Right with { Sums = Right.Sums with { Damage = "row 7 missing" } }),
        ("node_faults", "Node 1 ended by itself", Right with { NodeFaults = ["Node 1 ended by itself."] }),
    ];

    /// <summary>One more uncertain text, with everything that belongs to it.</summary>
    private static Evidence WithFourth(string text) => Right with
    {
        Messages = [.. Right.Messages, new("sms_4", "uncertain", text, 45_000)],
        Told = new Dictionary<string, IReadOnlyList<ToldEvent>>(Right.Told) { ["sms_4"] = [new ToldEvent("sms.uncertain", "e5")] },
        Sums = Right.Sums with { Reserved = 135_000, Counted = 4, CountedByDay = 4, CostByDay = 180_000 },
        LedgerMessages = 4,
    };

    private static Evidence WithTold(string id, params ToldEvent[] events) => Right with { Told = new Dictionary<string, IReadOnlyList<ToldEvent>>(Right.Told) { [id] = events } };

    private static decimal Value(Verdict verdict, string key) => verdict.Rows.Single(r => r.Key == key).Value;
}
