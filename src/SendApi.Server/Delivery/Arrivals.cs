using SendApi.Server.Workers;

namespace SendApi.Server.Delivery;

/// <summary>The signals that messages came in: one for live and one for test messages, so that neither world's dispatcher looks in vain for the other.</summary>
public sealed class Arrivals(Calls calls)
{
    private readonly Wake[] _worlds = [new(), new()];

    public Wake In(long world) => _worlds[world];

    /// <summary>Messages were queued. Other nodes are called where this one cannot begin them at once.</summary>
    public void Queued(long world, bool isRoomHere)
    {
        In(world).Signal();
        if (!isRoomHere)
            calls.Make(Topics.Queue(world));
    }
}
