namespace SendApi.Server.Delivery;

/// <summary>The providers that did not take a message: those that refused it are not asked again, those that could not just now are asked again after the others.</summary>
public sealed class Tried
{
    private const char Refusal = '!';

    public static readonly Tried None = new([]);

    private readonly IReadOnlyList<string> _entries;

    private Tried(IReadOnlyList<string> entries) => _entries = entries;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Tried Read(string? text) => string.IsNullOrEmpty(text) ? None : new(text.Split(' '));

    public bool Has(string provider) => _entries.Any(e => e.AsSpan().TrimStart(Refusal).SequenceEqual(provider));

    public Tried With(string provider, bool hasRefused) =>
        new([.. _entries.Where(e => !e.AsSpan().TrimStart(Refusal).SequenceEqual(provider)), hasRefused ? Refusal + provider : provider]);

    /// <summary>Another round: only those that refused stay.</summary>
    public Tried Again() => new([.. _entries.Where(e => e.StartsWith(Refusal))]);

    public override string ToString() => string.Join(' ', _entries);
}
