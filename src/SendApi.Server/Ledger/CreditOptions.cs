using System.ComponentModel.DataAnnotations;

namespace SendApi.Server.Ledger;

/// <summary>The settings of prepaid credit, section "Credit".</summary>
public sealed class CreditOptions
{
    /// <summary>An account is told when its credit falls below this many US dollars.</summary>
    [Range(typeof(decimal), "0", "1000000")]
    public decimal LowBelow { get; init; } = 5;

    /// <summary>The same in millionths.</summary>
    public long LowBelowMillionths => (long)(LowBelow * 1_000_000);
}
