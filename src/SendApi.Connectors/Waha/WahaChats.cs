using System.Text.Json;
using SendApi.Connectors.Http;
using SendApi.Core;

namespace SendApi.Connectors.Waha;

/// <summary>The gateway's spellings of people and messages.</summary>
internal static class WahaChats
{
    private static readonly string[] PersonEnds = [WahaGateway.ChatEnd, "@s.whatsapp.net"];

    /// <summary>The phone number of a person's chat in E.164; null for a group, a list, or somebody who hides it.</summary>
    public static string? Phone(string? chat)
    {
        var end = PersonEnds.FirstOrDefault(e => chat?.EndsWith(e, StringComparison.Ordinal) == true);
        if (chat is null || end is null)
            return null;

        // A linked device has its number behind a colon.
        var digits = chat[..^end.Length].Split(':')[0];
        return PhoneNumber.Read("+" + digits, out var number) is null ? number.Value : null;
    }

    /// <summary>WhatsApp's own id of a message: engines of the gateway answer it in different places, mostly behind whose it is and the chat, as <c>true_447700900000@c.us_3EB0…</c>. What stands before it is left out: it holds a phone number.</summary>
    public static string? Id(JsonElement? message) => Bare(message.At("id") ?? message.At("id._serialized") ?? message.At("key.id"));

    /// <summary>The same of an id that stands by itself.</summary>
    public static string? Bare(string? id) => id?.Split('_') is { } parts ? parts.Length > 2 ? parts[2] : string.Join('_', parts) : null;
}
