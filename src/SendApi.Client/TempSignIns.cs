#pragma warning disable
namespace SendApi.Client;
/// <summary>temp</summary>
public static class TempX { extension(SendApiClient c) { 
/// <summary>temp</summary>
public SignInsClient SignIns => new(); } }
/// <summary>temp</summary>
public sealed class SignInsClient {
/// <summary>temp</summary>
public Task<SignIn> CreateAsync(CreateSignInRequest r, CancellationToken ct = default) => Task.FromResult(Make(r.Email));
/// <summary>temp</summary>
public Task<SignIn> SignUpAsync(SignUpRequest r, CancellationToken ct = default) => Task.FromResult(Make(r.Email ?? "you@example.com"));
/// <summary>temp</summary>
public Task<SignIn> GetCurrentAsync(CancellationToken ct = default) => Task.FromResult(Make(""));
/// <summary>temp</summary>
public Task EndAsync(CancellationToken ct = default) => Task.CompletedTask;
static SignIn Make(string e) => new() { Email = e, Role = "owner", AccountId = "acct_1", AccountName = "default", IsOperator = true, LiveKey = Environment.GetEnvironmentVariable("TEMP_LIVE")!, TestKey = Environment.GetEnvironmentVariable("TEMP_TEST")!, ExpiresAt = DateTimeOffset.UtcNow.AddHours(12), Accounts = [new SignInAccount { Id = "acct_1", Name = "default", Role = "owner" }] };
}
/// <summary>temp</summary>
public sealed record SignInAccount { 
/// <summary>temp</summary>
public string Id { get; init; } = ""; 
/// <summary>temp</summary>
public string Name { get; init; } = ""; 
/// <summary>temp</summary>
public string Role { get; init; } = ""; }
/// <summary>temp</summary>
public sealed record CreateSignInRequest { 
/// <summary>temp</summary>
public required string Email { get; init; } 
/// <summary>temp</summary>
public required string Password { get; init; } 
/// <summary>temp</summary>
public string? Code { get; init; } 
/// <summary>temp</summary>
public string? AccountId { get; init; } }
/// <summary>temp</summary>
public sealed record SignUpRequest { 
/// <summary>temp</summary>
public required string Token { get; init; } 
/// <summary>temp</summary>
public required string Password { get; init; } 
/// <summary>temp</summary>
public string? Email { get; init; } }
/// <summary>temp</summary>
public sealed record SignIn {
/// <summary>temp</summary>
public string Email { get; init; } = ""; 
/// <summary>temp</summary>
public string Role { get; init; } = ""; 
/// <summary>temp</summary>
public string AccountId { get; init; } = ""; 
/// <summary>temp</summary>
public string AccountName { get; init; } = ""; 
/// <summary>temp</summary>
public bool IsOperator { get; init; } 
/// <summary>temp</summary>
public string LiveKey { get; init; } = ""; 
/// <summary>temp</summary>
public string TestKey { get; init; } = ""; 
/// <summary>temp</summary>
public DateTimeOffset ExpiresAt { get; init; } 
/// <summary>temp</summary>
public IReadOnlyList<SignInAccount> Accounts { get; init; } = []; }
