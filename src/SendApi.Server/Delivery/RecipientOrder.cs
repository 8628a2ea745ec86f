using System.Collections.Concurrent;

namespace SendApi.Server.Delivery;

/// <summary>Keeps the texts of a class to one recipient in the order in which they were accepted: each waits for the end of the attempt before it, and behind one that waits.</summary>
/// <remarks>Texts with one and the same code do not wait for each other, and none with a code behind one that waits: that one brings the same code, or was replaced. It knows what this node sends. On several nodes two texts that were accepted at the same moment may be sent by two of them.</remarks>
public sealed class RecipientOrder(TimeProvider clock)
{
    /// <summary>So many recipients are known to have a text that waits; beyond it those behind it are not held back.</summary>
    private const int MostHeld = 10_000;

    /// <summary>How much later those behind a text that waits are due: it has been claimed again by then.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Place, Turn> _last = [];
    private readonly ConcurrentDictionary<Place, (string Id, DateTimeOffset Until, bool IsCode)> _held = [];

    /// <summary>Takes a place behind what is being sent to the recipient now. Called in the order in which messages are to leave.</summary>
    public Turn Enter(MessageRow message)
    {
        var place = new Place(message.AccountId, message.Recipient, message.TrafficClass, message.IsWhatsApp ? message.Sender : null);
        var turn = new Turn(this, place, message);
        _last.AddOrUpdate(place, turn, (_, before) =>
        {
            turn.Before = before.BringsSameCode(turn) ? before.Before : before.Ended;
            return turn;
        });
        return turn;
    }

    private DateTimeOffset? HeldUntil(Place place, MessageRow message) =>
        _held.TryGetValue(place, out var held) && string.CompareOrdinal(held.Id, message.Id) < 0 && held.Until > clock.GetUtcNow()
            && !(held.IsCode && message.VerificationId is not null) ? held.Until : null;

    private void Leave(Turn turn, Place place, MessageRow message, DateTimeOffset? again)
    {
        if (again is { } at)
            Hold(place, message, at + Behind);
        else if (_held.TryGetValue(place, out var held) && held.Id == message.Id)
            _held.TryRemove(KeyValuePair.Create(place, held));
        _last.TryRemove(KeyValuePair.Create(place, turn));
    }

    private void Hold(Place place, MessageRow message, DateTimeOffset until)
    {
        if (_held.Count >= MostHeld)
            foreach (var over in _held.Where(h => h.Value.Until <= clock.GetUtcNow()))
                _held.TryRemove(over);
        var own = (message.Id, until, message.VerificationId is not null);
        // The one that was accepted first holds the others.
        if (_held.Count < MostHeld)
            _held.AddOrUpdate(place, own, (_, held) => string.CompareOrdinal(held.Id, message.Id) < 0 && held.Until > clock.GetUtcNow() ? held : own);
    }

    /// <param name="Session">Of a WhatsApp message: a session that is cut holds up no texts.</param>
    internal readonly record struct Place(string AccountId, string Recipient, long TrafficClass, string? Session);

    /// <summary>One message's place in the order.</summary>
    public sealed class Turn
    {
        private readonly RecipientOrder _order;
        private readonly Place _place;
        private readonly MessageRow _message;
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Turn(RecipientOrder order, Place place, MessageRow message) => (_order, _place, _message) = (order, place, message);

        internal Task Before { get; set; } = Task.CompletedTask;

        internal Task Ended => _ended.Task;

        internal bool BringsSameCode(Turn other) => _message.VerificationId is { } id && id == other._message.VerificationId;

        /// <summary>Ends when the message may be sent. A time: it may not, and is to be tried again then, because one before it waits.</summary>
        public async ValueTask<DateTimeOffset?> Come()
        {
            await Before;
            return _order.HeldUntil(_place, _message);
        }

        /// <summary>The attempt is over and written down; <paramref name="again"/> tells when the message is tried again.</summary>
        public void End(DateTimeOffset? again)
        {
            _order.Leave(this, _place, _message, again);
            _ended.SetResult();
        }
    }
}
