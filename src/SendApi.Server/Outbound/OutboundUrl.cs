using System.Globalization;
using System.Net;
using SendApi.Core.Net;

namespace SendApi.Server.Outbound;

/// <summary>Reads an address that a customer gives us to call. A host that is an address itself is judged here; a name only when it is called.</summary>
public sealed class OutboundUrl(ForbiddenNetworks forbidden)
{
    public const int Longest = 2_048;

    // RFC 1035 section 3.1: 255 octets with the length of each label and the root.
    private const int LongestHost = 253;

    /// <summary>Reads the text of a field; the answer is a sentence on what is wrong with it that begins with the field's name, or null.</summary>
    public string? Read(string name, string text, out Uri? url)
    {
        url = null;
        if (text.Length > Longest)
            return string.Create(CultureInfo.InvariantCulture, $"'{name}' must have at most {Longest:N0} characters.");
        // Parsers differ over these, and one that reads another host than we do is a way around every check.
        if (text.AsSpan().ContainsAnyInRange('\0', ' ') || text.Contains('\\') || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format))
            return $"'{name}' must hold no spaces, control characters or backslashes.";
        if (text.Contains('#'))
            return $"'{name}' must hold no fragment: leave out '#' and what is behind it.";
        if (ReadHost(text) is { } wrong)
            return $"'{name}' {wrong}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var read) || read.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6) || read.Port == 0)
            return $"'{name}' must be an https address, such as https://example.com/hooks.";

        var host = read.IdnHost.TrimEnd('.');
        if (host.Length > LongestHost)
            return $"'{name}' must name a host of at most {LongestHost} characters.";
        if (Judge(host) is { } why)
            return $"'{name}' must be an address on the internet: {why}";
        if (read.Scheme == Uri.UriSchemeHttp && !IsLoopback(host))
            return $"'{name}' must be an https address; http is only for a receiver on the server's own machine.";

        url = read;
        return null;
    }

    /// <summary>Whether a name means the machine itself, by RFC 6761 section 6.3.</summary>
    public static bool IsLocal(string host)
    {
        var name = host.AsSpan().TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What stands between "://" and the path, before anything has been made of it.</summary>
    private static string? ReadHost(string text)
    {
        var isHttps = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!isHttps && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return "must be an https address, such as https://example.com/hooks.";

        var rest = text.AsSpan(isHttps ? 8 : 7);
        var end = rest.IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        if (authority.Contains('@'))
            return "must hold no user name and no password.";
        // Digits and dots of other scripts are folded to ASCII by some parsers and not by others.
        return authority.Contains('%') || !System.Text.Ascii.IsValid(authority)
            ? "must name its host in plain letters, digits, '-' and '.'; an international name is written as xn--…"
            : null;
    }

    private string? Judge(string host)
    {
        if (IPAddress.TryParse(host, out var address))
            return forbidden.Why(address) is { } why ? $"{host} is {why}." : null;
        if (IsLocal(host))
            return (forbidden.Why(IPAddress.Loopback) is { } loopback && forbidden.Why(IPAddress.IPv6Loopback) is not null) ? $"{host} is {loopback}." : null;
        return EndsInNumber(host) ? $"{host} is neither a name nor an IP address." : null;
    }

    private static bool IsLoopback(string host) => IsLocal(host) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>No name ends in a number: what does is an address to some resolver, if not to ours (WHATWG URL, "ends in a number").</summary>
    private static bool EndsInNumber(string host)
    {
        var last = host.AsSpan(host.LastIndexOf('.') + 1);
        return !last.ContainsAnyExceptInRange('0', '9')
            || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && !last[2..].ContainsAnyExcept("0123456789abcdefABCDEF"));
    }
}
