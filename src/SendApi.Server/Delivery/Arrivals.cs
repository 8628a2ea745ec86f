using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>The signals that messages came in: one for live and one for test messages, so that neither world's dispatcher looks in vain for the other.</summary>
public sealed class Arrivals
{
    private readonly Wake[] _worlds = [new(), new()];

    public Wake In(long world) => _worlds[world];
}
