namespace SendApi.Server.Storage;

/// <summary>The store cannot be written or read just now (locked, full, unreachable), and surely nothing was changed: the caller may try again.</summary>
public sealed class StoreUnavailable(string reason, Exception inner) : Exception($"The store is unavailable: {reason}", inner);

/// <summary>The link to the store broke while a commit was on its way: it may or may not have happened.</summary>
public sealed class StoreInDoubt(Exception inner) : Exception("The link to the store broke during a commit, so its outcome is not known.", inner);
