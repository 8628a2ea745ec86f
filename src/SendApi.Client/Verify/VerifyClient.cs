using SendApi.Client.Http;

namespace SendApi.Client;

/// <summary>One-time codes: send one to a person, and check what the person entered.</summary>
public sealed class VerifyClient
{
    private readonly Transport _transport;

    internal VerifyClient(Transport transport) => _transport = transport;

    /// <summary>Sends a code. A newer one for the same recipient replaces the one that is pending.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.OtpRateLimit"/>, with <see cref="SendApiException.RetryAfter"/>, after 5 codes within an hour or 20 within a day; it is not waited for.</exception>
    public Task<Verification> SendCodeAsync(SendCodeRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/verify/send", options).With(request, SendApiJson.Default.SendCodeRequest), SendApiJson.Default.Verification, cancellationToken);

    /// <summary>Checks what a person entered. A wrong code is an answer and no exception: look at <see cref="CodeCheck.Valid"/>. A right code is right once.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.VerificationExpired"/>, <see cref="SendApiErrors.MaxAttemptsExceeded"/>, or <see cref="SendApiErrors.VerificationNotFound"/> for one that was used already.</exception>
    public Task<CodeCheck> CheckCodeAsync(CheckCodeRequest request, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post("v1/verify/check", options).With(request, SendApiJson.Default.CheckCodeRequest), SendApiJson.Default.CodeCheck, cancellationToken);

    /// <summary>Checks what a person entered, by the verification that the send answered.</summary>
    public Task<CodeCheck> CheckCodeAsync(string id, string code, CancellationToken cancellationToken = default) =>
        CheckCodeAsync(new CheckCodeRequest { Id = id, Code = code }, null, cancellationToken);

    /// <summary>A verification as it stands, with its timeline.</summary>
    public Task<Verification> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get(Address.Of($"v1/verify/status/{id}")), SendApiJson.Default.Verification, cancellationToken);

    /// <summary>All verifications, newest first, page after page as they are reached.</summary>
    public IAsyncEnumerable<Verification> ListAsync(VerificationFilter? filter = null, CancellationToken cancellationToken = default) =>
        _transport.AllAsync(page => Listed(filter, page), SendApiJson.Default.Verification, cancellationToken);

    /// <summary>One page of verifications, newest first.</summary>
    public Task<Page<Verification>> ListPageAsync(VerificationFilter? filter = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        _transport.PageAsync(Listed(filter, page), SendApiJson.Default.Verification, cancellationToken);

    /// <summary>Takes a code back: it is right no more, and its text is taken back where it has not left.</summary>
    /// <exception cref="SendApiException"><see cref="SendApiErrors.Conflict"/> when the verification has ended.</exception>
    public Task<Verification> CancelAsync(string id, RequestOptions? options = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Post(Address.Of($"v1/verify/{id}/cancellation"), options), SendApiJson.Default.Verification, cancellationToken);

    /// <summary>What the guard of your codes goes by.</summary>
    public Task<Guard> GetGuardAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Get("v1/verify/guard"), SendApiJson.Default.Guard, cancellationToken);

    /// <summary>Chooses what the guard goes by, in place of what was chosen before. Only live admin keys do.</summary>
    public Task<Guard> UpdateGuardAsync(UpdateGuardRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Call.Put("v1/verify/guard").With(request, SendApiJson.Default.UpdateGuardRequest), SendApiJson.Default.Guard, cancellationToken);

    /// <summary>How codes were entered, what the guard stopped, and the money that saved.</summary>
    public Task<GuardReport> GetGuardReportAsync(GuardReportFilter? filter = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        Call.Get(Address.Query("v1/verify/guard/report").And("from_date", filter?.From).And("to_date", filter?.Until).ToString()), SendApiJson.Default.GuardReport, cancellationToken);

    private static Address Listed(VerificationFilter? filter, PageRequest? page) => Address.Query("v1/verify/history")
        .And("status", filter?.Status).And("error_code", filter?.ErrorCode).And("to", filter?.To).And("from_date", filter?.From).And("to_date", filter?.Until).And(page);
}

/// <summary>Which verifications are wanted; what is null does not narrow it.</summary>
public sealed record VerificationFilter
{
    /// <summary>Only those that stand so: see <see cref="VerificationStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Only those whose newest text failed with this number: see <see cref="SendApiErrors"/>. A page may hold few or none while its cursor leads on.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Only those of this recipient.</summary>
    public string? To { get; init; }

    /// <summary>Only those made at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those made before this time.</summary>
    public DateTimeOffset? Until { get; init; }
}
