using SendApi.Core;
using SendApi.Core.Sending;
using SendApi.Server.Http;
using SendApi.Server.Storage;

namespace SendApi.Server.Inbound;

/// <summary>DELETE /v1/admin/numbers/{number}: texts to it belong to nobody from then on. Those of the past stay where they are.</summary>
public static class RemoveNumber
{
    public static void Map(IEndpointRouteBuilder admin) => admin
        .MapDelete("/numbers/{number}", Handle)
        .Refuses(Errors.InvalidRequest, Errors.NotFound, Errors.Overloaded)
        .Describes(NumberDocs.Remove);

    /// <summary>Removes it; 4044 when it is not there.</summary>
    public static async Task<RemovedNumberView> Run(Session session, string number, string? provider)
    {
        var spelled = InboundAddress.Of(number);
        return await InboundNumbers.Remove(session, spelled, provider ?? "")
            ? new RemovedNumberView(spelled, true) { Provider = provider }
            : throw new Refusal(Errors.NotFound, $"No number '{spelled}' is set up{(provider is null ? "" : " for that provider")}.", "number");
    }

    private static async Task<Answer> Handle(string number, HttpRequest request, Db db, CancellationToken ct)
    {
        var query = new QueryFields(request.Query);
        var provider = query.Text("provider");
        query.Refuse();
        return Answer.Ok(await db.Write(s => Run(s, number, provider), ct));
    }
}
