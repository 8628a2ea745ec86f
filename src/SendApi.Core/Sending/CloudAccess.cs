namespace SendApi.Core.Sending;

/// <summary>What Meta's Cloud API asks for who speaks for a number.</summary>
/// <param name="PhoneNumberId">Meta's id of the number.</param>
/// <param name="BusinessId">Meta's id of the WhatsApp Business account that the number and its templates belong to.</param>
/// <param name="Token">The access token of a system user. A secret.</param>
/// <param name="AppSecret">What Meta signs its calls with. A secret.</param>
public sealed record CloudAccess(string PhoneNumberId, string BusinessId, string Token, string AppSecret)
{
    // The record's own ToString would print secrets.
    public override string ToString() => PhoneNumberId;
}

/// <summary>A template as Meta keeps it.</summary>
/// <param name="Category"><c>MARKETING</c>, <c>UTILITY</c> or <c>AUTHENTICATION</c>.</param>
/// <param name="Status">As Meta calls it, such as <c>APPROVED</c>.</param>
/// <param name="Reason">Why it was rejected; null for any other.</param>
/// <param name="Components">Meta's array, as JSON.</param>
public sealed record CloudTemplate(string Id, string Name, string Language, string Category, string Status, string? Reason, string Components);
