namespace SendApi.Bench;

/// <summary>A run that cannot be judged, told in one sentence: what was missing or went wrong. The command line prints it and answers 2.</summary>
public sealed class BenchFailure(string message) : Exception(message);
