using System.Text.Json.Serialization;
using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>A code for a person.</summary>
public sealed record SendCodeRequest
{
    /// <summary>The recipient: a plus sign, the country code and the number.</summary>
    public required string To { get; init; }

    /// <summary>How the code is to travel: see <see cref="VerifyChannel"/>; auto without it.</summary>
    public string? Channel { get; init; }

    /// <summary>How many digits the code has, 4 to 8; 6 without it.</summary>
    public int? Length { get; init; }

    /// <summary>How long the code is right, 1 to 10 minutes in whole seconds; 5 minutes without it.</summary>
    [JsonPropertyName("ttl"), JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Whose code it is, as the text says it.</summary>
    public string? BrandName { get; init; }

    /// <summary>The language of the text, such as <c>de</c> or <c>pt-BR</c>; English where we have no text in it. Without it, the language that nearly everybody reads in the country of the number, or English.</summary>
    public string? Locale { get; init; }

    /// <summary>The address of the person who asks for the code. Codes for one network are limited then, so that nobody has you send them in masses.</summary>
    public string? EndUserIp { get; init; }
}

/// <summary>What a person entered. Give <see cref="Id"/> or <see cref="To"/>.</summary>
public sealed record CheckCodeRequest
{
    /// <summary>The verification, as the send answered it. Give this or <c>to</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The recipient, in place of the id: then the newest verification counts.</summary>
    public string? To { get; init; }

    /// <summary>What the person entered. Spaces and hyphens in it are passed over.</summary>
    public required string Code { get; init; }

    /// <summary>Without the code, so that it gets into no log.</summary>
    public override string ToString() => $"CheckCodeRequest {{ Id = {Id} }}";
}

/// <summary>How a code travels.</summary>
public static class VerifyChannel
{
    /// <summary>The best way there is.</summary>
    public const string Auto = "auto";

    /// <summary>By text.</summary>
    public const string Sms = "sms";

    /// <summary>By WhatsApp, in a template of a cloud session.</summary>
    public const string WhatsApp = "whatsapp";

    /// <summary>By email, where the server has it.</summary>
    public const string Email = "email";
}
