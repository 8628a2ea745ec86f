using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>A number or short code of ours and whose it is.</summary>
public sealed record InboundNumber
{
    public required string Number { get; init; }

    /// <summary>Only texts of this provider; empty for all.</summary>
    public required string Provider { get; init; }
    public required string AccountId { get; init; }
    public required long CreatedAt { get; init; }
}

/// <summary>Which account each number and short code belongs to.</summary>
public static class InboundNumbers
{
    private const string Columns = "number, provider, account_id, created_at";

    /// <summary>Adds a number; one that is there already stays as it is and is the answer.</summary>
    public static async Task<(InboundNumber Number, bool IsNew)> AddOrFind(Session session, InboundNumber number)
    {
        var added = await session.Execute($"""
            INSERT INTO inbound_numbers ({Columns})
            VALUES (@Number, @Provider, @AccountId, @CreatedAt)
            ON CONFLICT DO NOTHING
            """, number);
        return added == 1 ? (number, true) : (await session.First<InboundNumber>(
            $"SELECT {Columns} FROM inbound_numbers WHERE number = @Number AND provider = @Provider", number) ?? throw new InvalidOperationException("A number was taken and is not there."), false);
    }

    /// <summary>All of them by number, after a number and its provider.</summary>
    public static Task<List<InboundNumber>> List(Session session, (string Number, string Provider) after, int most) => session.Query<InboundNumber>($"""
        SELECT {Columns}
        FROM inbound_numbers
        WHERE (number, provider) > (@Number, @Provider)
        ORDER BY number, provider
        LIMIT @most
        """, new { after.Number, after.Provider, most });

    public static Task<long> Count(Session session) => session.Number("SELECT COUNT(*) FROM inbound_numbers");

    /// <summary>Takes a number away; false when it is not there. Texts to it go to nobody from then on, and those of the past stay where they are.</summary>
    public static async Task<bool> Remove(Session session, string number, string provider) => await session.Execute(
        "DELETE FROM inbound_numbers WHERE number = @number AND provider = @provider", new { number, provider }) == 1;

    /// <summary>Whether there is a provider of this name.</summary>
    public static async Task<bool> IsProvider(Session session, string name) =>
        await session.Number("SELECT COUNT(*) FROM providers WHERE name = @name", new { name }) > 0;

    /// <summary>Whose each text is: the number's with this provider, else the number's, else the only account's there is, else <see cref="InboundRow.Nobody"/>.</summary>
    public static async Task<Func<WholeText, string>> Owners(Session session, IReadOnlyCollection<WholeText> texts)
    {
        var known = (await session.Query<InboundNumber>($"SELECT {Columns} FROM inbound_numbers WHERE {session.Dialect.In("number", "numbers")}",
            new { numbers = texts.Select(t => t.To).Distinct().ToArray() })).ToDictionary(n => (n.Number, n.Provider), n => n.AccountId);
        var accounts = await session.Query<string>("SELECT id FROM accounts LIMIT 2");
        var otherwise = accounts.Count == 1 ? accounts[0] : InboundRow.Nobody;
        return text => text.AccountId ?? known.GetValueOrDefault((text.To, text.Provider)) ?? known.GetValueOrDefault((text.To, "")) ?? otherwise;
    }
}
