using SendApi.Proof.Judging;

namespace SendApi.Proof;

/// <summary>What a proof asks of the server's own code, because only it knows its tables. Each takes the data folder and the store's connection, null for SQLite.</summary>
/// <param name="Count">Adds up; when thorough, the engine checks itself besides.</param>
/// <param name="Lock">Keeps the store locked against everybody else for a while. Only for SQLite.</param>
public sealed record StoreAccess(Func<string, string?, bool, CancellationToken, Task<StoreSums>> Count, Func<string, TimeSpan, CancellationToken, Task> Lock);
