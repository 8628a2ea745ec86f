namespace SendApi.Core.Sending;

/// <summary>Somebody in a group.</summary>
/// <param name="Phone">In E.164; null for one who hides it.</param>
public sealed record GatewayMember(string? Phone, bool IsAdmin);

/// <summary>A group as a gateway has it.</summary>
/// <param name="Id">The gateway's own, such as <c>120363000000000000@g.us</c>.</param>
/// <param name="Members">Empty where only a list was asked for.</param>
public sealed record GatewayGroup(string Id, string Name, string? Description, IReadOnlyList<GatewayMember> Members);

/// <summary>A group that is to be made.</summary>
public sealed record NewGroup(string Name, string? Description, IReadOnlyList<PhoneNumber> Members);

/// <summary>What is to change of a group; what is null or empty stays.</summary>
public sealed record GroupChange(string? Name, string? Description, IReadOnlyList<PhoneNumber> Add, IReadOnlyList<PhoneNumber> Remove);

/// <summary>Somebody whom a phone knows.</summary>
/// <param name="Name">As the phone's owner wrote it down.</param>
/// <param name="PushName">As the person calls himself.</param>
/// <param name="IsBusiness">Null where the gateway does not tell.</param>
public sealed record GatewayContact(string Phone, string? Name, string? PushName, bool? IsBusiness, bool? IsMyContact);

/// <summary>A part of a gateway's list.</summary>
/// <param name="Read">How many entries the gateway gave, with those that nothing can be made of. Fewer than were asked for is the end of the list.</param>
public sealed record GatewayPart<T>(IReadOnlyList<T> Items, int Read);

/// <summary>The groups of a linked phone, and its address book. What a gateway cannot do it says by <see cref="GatewayFault"/>.</summary>
public interface ILinkedPeople
{
    /// <summary>Groups that the phone is in, without who is in them.</summary>
    Task<GatewayPart<GatewayGroup>> Groups(string session, int skip, int most, CancellationToken ct);

    /// <summary>One group with who is in it; null for one that the phone is not in.</summary>
    Task<GatewayGroup?> Group(string session, string id, CancellationToken ct);

    /// <summary>Makes a group. Asked twice it makes two. A description that could not be set is null in the answer: the group is there.</summary>
    Task<GatewayGroup> Create(string session, NewGroup group, CancellationToken ct);

    /// <summary>Changes name, description and members, in this order; where one fails, what came before it has happened.</summary>
    Task Change(string session, string id, GroupChange change, CancellationToken ct);

    /// <summary>Leaves a group; for one that the phone is not in nothing happens.</summary>
    Task LeaveGroup(string session, string id, CancellationToken ct);

    /// <summary>The people of the address book who have a number, in the order of the gateway.</summary>
    Task<GatewayPart<GatewayContact>> Contacts(string session, int skip, int most, CancellationToken ct);
}
