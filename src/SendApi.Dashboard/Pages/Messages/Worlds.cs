using SendApi.Client;
using SendApi.Dashboard.Access;

namespace SendApi.Dashboard.Pages.Messages;

/// <summary>Something that was found, and the client of the world that it stands in.</summary>
public sealed record Found<T>(T Item, SendApiClient Api);

/// <summary>Looks for what an address names in the world that is looked at, then in the other one: whoever was handed a link need not know which it is of.</summary>
public static class Worlds
{
    /// <param name="known">The world it was found in before, or null.</param>
    public static async Task<Found<T>> FindAsync<T>(Desk desk, SendApiClient? known, Func<SendApiClient, Task<T>> read)
    {
        if (known is not null)
            return new(await read(known), known);

        try
        {
            return new(await read(desk.Api), desk.Api);
        }
        catch (SendApiException fault) when (fault.Code == SendApiErrors.NotFound)
        {
            var other = desk.IsTest ? desk.Live : desk.Test;
            return new(await read(other), other);
        }
    }
}
