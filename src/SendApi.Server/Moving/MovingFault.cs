namespace SendApi.Server.Moving;

/// <summary>A backup, a restore or a move that cannot be done; the message says why, and what to do.</summary>
public sealed class MovingFault(string message) : Exception(message);
