namespace SendApi.Proof.Processes;

/// <summary>A process that did not do what it was started for; the message says which, with its last words.</summary>
public sealed class ProcessFault(string message) : Exception(message);
