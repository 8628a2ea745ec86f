using SendApi.Core;
using SendApi.Server.Storage;

namespace SendApi.Server.Delivery;

/// <summary>What was said to providers and by them, each under the id of the line of a timeline that it belongs to. Such ids begin with their time, so the oldest are the first.</summary>
internal static class ExchangeRows
{
    /// <summary>Deletes up to <paramref name="most"/> that are older than a moment; the answer is how many.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset before, int most) => session.Execute(
        "DELETE FROM exchanges WHERE id IN (SELECT id FROM exchanges WHERE id < @first ORDER BY id LIMIT @most)", new { first = Ids.First(Ids.Event, before), most });
}
