using System.Buffers;

namespace SendApi.Core;

/// <summary>Makes every id: a prefix that says what it is and a ULID that sorts by the time it was made.</summary>
public static class Ids
{
    public const string Sms = "sms_", Account = "acct_", Key = "key_", Request = "req_", Event = "evt_", Provider = "prov_", Route = "route_",
        Suppression = "sup_", Batch = "batch_", Sender = "snd_", Webhook = "wh_", Delivery = "dlv_", Listener = "lsn_", Node = "node_", Inbound = "inb_", Verification = "ver_",
        WhatsApp = "msg_", Session = "sess_", Media = "med_", Template = "tpl_", Group = "grp_", SignIn = "sgn_", Simulated = "sim_";

    private const int UlidLength = 26;

    private static readonly SearchValues<char> UlidCharacters = SearchValues.Create("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

    /// <summary>A new id; ids of one prefix sort by <paramref name="now"/> in whole milliseconds.</summary>
    public static string New(string prefix, DateTimeOffset now) => string.Concat(prefix, Ulid.NewUlid(now).ToString());

    /// <summary>The smallest id that something made at <paramref name="time"/> can have: the bound for paging and filtering by time.</summary>
    public static string First(string prefix, DateTimeOffset time)
    {
        Span<byte> noRandomness = stackalloc byte[10];
        noRandomness.Clear();
        return string.Concat(prefix, Ulid.NewUlid(time, noRandomness).ToString());
    }

    /// <summary>When something was made, in whole milliseconds, by an id of ours.</summary>
    public static DateTimeOffset TimeOf(string id) => Ulid.Parse(id.AsSpan(id.Length - UlidLength)).Time;

    /// <summary>Whether a text from outside has the form of an id with this prefix; anything else cannot exist.</summary>
    /// <remarks>Not <c>Ulid.TryParse</c>: it takes any 26 ASCII characters, and the same id in several spellings.</remarks>
    public static bool IsId(string prefix, string? text) =>
        text is not null && text.Length == prefix.Length + UlidLength && text.StartsWith(prefix, StringComparison.Ordinal)
        && text[prefix.Length] <= '7' && !text.AsSpan(prefix.Length).ContainsAnyExcept(UlidCharacters);
}
