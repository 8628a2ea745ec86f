using System.Net;

namespace SendApi.Simulator.Smsc;

/// <summary>The two forms in which carriers tell what became of a text.</summary>
public enum SmscReceiptForm { Text, Parameters, Both }

/// <summary>How the simulated carrier behaves.</summary>
public sealed record SmscOptions
{
    /// <summary>Where it listens; port 0 takes any free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The only system_id that may bind; null lets anyone in.</summary>
    public string? SystemId { get; init; }

    /// <summary>The password it must give; null takes any.</summary>
    public string? Password { get; init; }

    /// <summary>Whether <see cref="MagicRecipients"/> misbehave; otherwise every text is delivered.</summary>
    public bool Magic { get; init; } = true;

    /// <summary>From the acceptance of a text to its receipt.</summary>
    public TimeSpan ReceiptDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Until a receipt that was answered with a passing error is sent again.</summary>
    public TimeSpan ReceiptRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    public SmscReceiptForm ReceiptForm { get; init; } = SmscReceiptForm.Text;

    /// <summary>Texts a second before it throttles; 0 for no limit.</summary>
    public int ThrottlePerSecond { get; init; }

    /// <summary>How many receipts may wait; more are dropped and counted.</summary>
    public int MaxWaitingReceipts { get; init; } = 500_000;

    /// <summary>How many receipts one bind may have unanswered.</summary>
    public int ReceiptWindow { get; init; } = 500;

    public int MaxConnections { get; init; } = 256;
}
