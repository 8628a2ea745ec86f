using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.People;

/// <summary>Hashes passwords and compares them, few at once on a node, so that guessing takes no more of it than that; a person who does not exist costs as much as one who does.</summary>
public sealed class Passwords : IDisposable
{
    private const int Shortest = 10, Longest = 200, AtOnce = 4;

    /// <summary>What OWASP's Password Storage Cheat Sheet asks of PBKDF2 with SHA-512.</summary>
    public const int Iterations = 210_000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);
    private readonly PasswordHasher<string> _hasher;
    private readonly TimeProvider _clock;
    private readonly string _nobodys;

    public Passwords(IOptions<PasswordHasherOptions> options, TimeProvider clock)
    {
        (_hasher, _clock) = (new(options), clock);
        _nobodys = Hash("nobody", Guid.CreateVersion7(clock.GetUtcNow()).ToString());
    }

    /// <summary>Notes what is wrong with a password that somebody wants to have.</summary>
    public static void Read(Fields fields, string name, string password, string email)
    {
        if (password.Length is < Shortest or > Longest)
            fields.Add(name, $"'{name}' must have {Shortest} to {Longest} characters.");
        else if (password.Equals(email, StringComparison.OrdinalIgnoreCase))
            fields.Add(name, $"'{name}' must not be the email address itself.");
    }

    /// <summary>Waits for the right to hash, at most two seconds; then 5030. Whoever got it disposes it.</summary>
    public async Task<IDisposable> Enter(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(LongestWait, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new Refusal(Errors.Overloaded, "Too many people sign in just now, and nothing was looked at. Retry after 2 seconds.") { RetryAfter = LongestWait };
        }

        return new Place(_places);
    }

    /// <summary>For who has entered.</summary>
    public string Hash(string email, string password) => _hasher.HashPassword(email, password);

    /// <summary>For who has entered: whether this is the person's password. Without a person it never is, after the same time.</summary>
    public PasswordVerificationResult Compare(PersonRow? person, string password)
    {
        var result = _hasher.VerifyHashedPassword(person?.Email ?? "nobody", person?.Password ?? _nobodys, password);
        return person is null ? PasswordVerificationResult.Failed : result;
    }

    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
