namespace SendApi.Server.Storage;

/// <summary>The store cannot be written or read just now (locked, full, unreachable), and surely nothing was changed: the caller may try again.</summary>
public sealed class StoreUnavailable(string reason, Exception inner) : Exception($"The store is unavailable: {reason}", inner);

/// <summary>The link to the store broke while a commit was on its way: it may or may not have happened.</summary>
public sealed class StoreInDoubt(Exception inner) : Exception("The link to the store broke during a commit, so its outcome is not known.", inner);

/// <summary>The store carries a mark that says not to use it; the message says why and what to do.</summary>
public sealed class StoreMarked(string message) : Exception(message);

/// <summary>Somebody else has the store open, and what was asked for needs it alone.</summary>
public sealed class StoreInUse(string store) : Exception($"{store} is in use. Stop every server and command that uses it, and try again.");
