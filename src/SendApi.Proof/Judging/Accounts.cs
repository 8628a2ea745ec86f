using SendApi.Core;

namespace SendApi.Proof.Judging;

/// <summary>The money and the counters, computed once more from the messages themselves.</summary>
internal static class Accounts
{
    private const decimal Millionths = 1_000_000m;

    /// <summary>What nobody knows the end of keeps its reservation; all else is spent; what was paid in is what was booked.</summary>
    public static Row Ledger(Evidence e)
    {
        var reserved = e.Messages.Where(m => m.Status == "uncertain").Sum(m => m.Price);
        var spent = e.Messages.Sum(m => m.Price) - reserved;
        var (difference, faults) = Compare(("funding", e.Sums.Funding, -e.Booked), ("reserved", e.Sums.Reserved, reserved), ("spent", e.Sums.Spent, spent));
        var wrong = faults.Select(f => $"The book {f.Name} has {Shown.Amount(f.Is)} USD, and the messages make {Shown.Amount(f.Expected)}.").ToList();
        if (e.LedgerFault is { } fault)
            wrong.Add($"sendapi ledger verify: {fault}");
        else if (e.LedgerMessages != e.Messages.Count)
            wrong.Add($"sendapi ledger verify went through {Shown.Count(e.LedgerMessages)} messages, and there are {Shown.Count(e.Messages.Count)}.");
        return Row.Difference("ledger_difference", "ledger difference", "US dollars between the books and what follows from the messages; sendapi ledger verify is asked besides", difference / Millionths, wrong);
    }

    public static Row Quota(Evidence e)
    {
        var (difference, faults) = Compare(
            ("of the billing period", e.Sums.Counted, e.Messages.Count), ("of the days", e.Sums.CountedByDay, e.Messages.Count), ("of what the days cost", e.Sums.CostByDay, e.Messages.Sum(m => m.Price)));
        return Row.Difference("quota_difference", "quota difference", "between the counters of the account and its messages", difference,
            faults.Select(f => $"The counter {f.Name} is {Shown.Count(f.Is)}, and the messages make {Shown.Count(f.Expected)}."));
    }

    private static (decimal Sum, List<(string Name, long Is, long Expected)> Faults) Compare(params (string Name, long Is, long Expected)[] pairs)
    {
        var faults = pairs.Where(p => p.Is != p.Expected).ToList();
        return (faults.Sum(f => Math.Abs(f.Is - f.Expected)), faults);
    }
}
