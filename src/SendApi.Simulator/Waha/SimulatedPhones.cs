namespace SendApi.Simulator.Waha;

/// <summary>What the simulated gateway knows of a session.</summary>
/// <param name="Status">As the gateway calls it: <c>SCAN_QR_CODE</c>, <c>WORKING</c>, <c>FAILED</c>; or <c>TOS_BLOCK</c>, which its engine tells of a failed one.</param>
/// <param name="Phone">Of the phone that scanned the code, in E.164.</param>
public sealed record SimulatedPhone(string Status, string? Phone)
{
    public const string WaitsForScan = "SCAN_QR_CODE", Working = "WORKING", Failed = "FAILED", Banned = "TOS_BLOCK";
}

/// <summary>Where the simulated gateway keeps its sessions, as a real one keeps its own on a disk.</summary>
/// <param name="Find">The phone of a session, or null.</param>
/// <param name="Put">Keeps it; null forgets it, and its groups.</param>
public sealed record SimulatedPhones(Func<string, Task<SimulatedPhone?>> Find, Func<string, SimulatedPhone?, Task> Put, SimulatedGroups Groups);

/// <summary>A call of the simulated gateway, signed as a real one signs.</summary>
public sealed record SimulatedCall(string Url, IReadOnlyDictionary<string, string> Headers, byte[] Body);
