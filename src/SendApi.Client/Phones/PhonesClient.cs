using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>What phone numbers are, in whatever spelling. Nobody is called for it, and any key may ask.</summary>
public sealed class PhonesClient
{
    private readonly Transport _transport;

    internal PhonesClient(Transport transport) => _transport = transport;

    /// <summary>What a number is. A bad one is an answer and no exception: look at <see cref="PhoneFinding.Valid"/>.</summary>
    /// <param name="number">As it was written, 100 characters at most.</param>
    /// <param name="country">Where it is from, when it does not begin with a country code: two letters such as <c>GB</c>.</param>
    public Task<PhoneFinding> ValidateAsync(string number, string? country = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        Call.Get(Address.Query("v1/phone/validate").And("number", number).And("country", country).ToString()), SendApiJson.Default.PhoneFinding, cancellationToken);

    /// <summary>What up to 1,000 numbers are, in the order in which they are given. It counts as one request.</summary>
    public Task<PhoneFindings> ValidateBulkAsync(ValidatePhonesRequest request, CancellationToken cancellationToken = default) => _transport.SendAsync(
        Call.Ask("v1/phone/validate-bulk").With(request, SendApiJson.Default.ValidatePhonesRequest), SendApiJson.Default.PhoneFindings, cancellationToken);
}

/// <summary>Numbers to look at.</summary>
public sealed record ValidatePhonesRequest
{
    /// <summary>1 to 1,000 numbers.</summary>
    public required IReadOnlyList<PhoneEntry> Numbers { get; init; }

    /// <summary>Where those are from that do not say so themselves, by two letters such as <c>GB</c>.</summary>
    public string? Country { get; init; }
}

/// <summary>A number to look at.</summary>
public sealed record PhoneEntry
{
    /// <summary>As it was written, 100 characters at most.</summary>
    public required string Number { get; init; }

    /// <summary>Where it is from, when it does not begin with a country code: two letters such as <c>GB</c>.</summary>
    public string? Country { get; init; }
}
