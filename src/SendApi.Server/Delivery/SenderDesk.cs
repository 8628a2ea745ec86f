using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>The settings of senders, section "Senders".</summary>
public sealed class SenderOptions : IValidatableObject
{
    /// <summary>Whether live and test messages need a sender that the account registered, where they name one.</summary>
    public bool RequireRegistration { get; init; }

    /// <summary>Countries where a name cannot be a sender: two letters each, separated by commas. Empty lifts the rule.</summary>
    public string NumbersOnly { get; init; } = SenderRules.NumbersOnlyByDefault;

    /// <summary>Countries where a name must be registered, in the same form.</summary>
    public string RegisteredOnly { get; init; } = SenderRules.RegisteredOnlyByDefault;

    public SenderRules Rules() => new(RequireRegistration, Countries(NumbersOnly).ToHashSet(), Countries(RegisteredOnly).ToHashSet());

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from setting in new[] { (Name: nameof(NumbersOnly), Value: NumbersOnly), (Name: nameof(RegisteredOnly), Value: RegisteredOnly) }
        from country in Countries(setting.Value)
        where !PhoneNumber.IsCountry(country)
        select new ValidationResult($"Senders:{setting.Name} names '{country}'; it takes countries by their two letters, separated by commas.", [setting.Name]);

    private static string[] Countries(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Knows which sender a message leaves with: the one that was asked for, the account's default, or a number of a pool.</summary>
/// <remarks>What an account registered is trusted for half a second, so a decision of the operator is in force everywhere within one.</remarks>
public sealed class SenderDesk(Db db, TimeProvider clock, IOptions<SenderOptions> options)
{
    /// <summary>Above this many accounts what is known is forgotten; it is one read away.</summary>
    private const int MostAccounts = 50_000;

    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(500);

    private readonly SenderRules _rules = options.Value.Rules();

    private readonly ConcurrentDictionary<(string Account, long World), Remembered<IReadOnlyList<RegisteredSender>>> _known = [];

    /// <summary>The message with the sender that it leaves with. Throws 4006 where the one that was asked for may not be used.</summary>
    public async ValueTask<MessageRow> Sign(MessageRow message)
    {
        if (_known.Count > MostAccounts)
            _known.Clear();

        var registered = await _known.GetOrAdd((message.AccountId, message.IsTest), static (whose, desk) => desk.Remember(whose), this).Get();
        var sender = _rules.Choose(registered, message.Sender, PhoneNumber.Trusted(message.Recipient), needsApproval: message.IsTest == 0);
        return sender?.Value == message.Sender ? message : message with { Sender = sender?.Value };
    }

    private Remembered<IReadOnlyList<RegisteredSender>> Remember((string Account, long World) whose) => new(() => Read(whose), Trust, clock);

    private async Task<IReadOnlyList<RegisteredSender>> Read((string Account, long World) whose) => (await db.Read(s => s.Query<Row>("""
        SELECT name, numbers, countries, status, reason, is_default
        FROM sender_ids
        WHERE account_id = @Account AND is_test = @World
        """, new { whose.Account, whose.World }), CancellationToken.None)).ConvertAll(r => r.Sender());

    private sealed class Row
    {
        public string Name { get; init; } = "";
        public string Numbers { get; init; } = "";
        public string Countries { get; init; } = "";
        public string Status { get; init; } = "";
        public string? Reason { get; init; }
        public long IsDefault { get; init; }

        public RegisteredSender Sender() => new(Name, Words(Numbers), Words(Countries),
            SenderStatuses.Named(Status) ?? throw new InvalidOperationException($"A sender has the unknown status '{Status}'."), Reason, IsDefault == 1);

        private static string[] Words(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
