using SendApi.Core;

namespace SendApi.Server.Delivery;

/// <summary>Why a message did not arrive, with a number of the catalogue.</summary>
public sealed record MessageErrorView(long Code, string? Type, string? Message)
{
    /// <summary>Null for a message that did, or may still.</summary>
    public static MessageErrorView? Of(MessageRow row) => row.ErrorCode is { } code ? new(code, Errors.Find((int)code)?.Type, row.ErrorMessage) : null;
}
