using System.CommandLine;

namespace SendApi.Bench;

/// <summary>The options that several verbs share: one name, one meaning, one default.</summary>
public static class CommonOptions
{
    public static readonly Option<int> Connections = new("--connections")
    {
        Description = "Connections that send side by side.",
        DefaultValueFactory = _ => 64,
    };

    public static readonly Option<double> WarmUp = new("--warm-up")
    {
        Description = "Seconds of load before anything counts. Less than 10 reads too low: .NET compiles its hot paths while they run.",
        DefaultValueFactory = _ => 10,
    };

    public static readonly Option<double> Seconds = new("--seconds") { Description = "Seconds that are measured.", DefaultValueFactory = _ => 10 };

    public static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "Times that every row is measured, in turn; the table shows medians.",
        DefaultValueFactory = _ => 3,
    };

    public static readonly Option<double> Rest = new("--rest")
    {
        Description = "Seconds of idleness before each row. Rented machines take the processor away from who used it long; without a rest the last rows pay for the first.",
        DefaultValueFactory = _ => 10,
    };

    public static readonly Option<string?> ServerCpus = new("--server-cpus")
    {
        Description = "Processors for the server side, as taskset reads them (`0`, `0-3`). With --client-cpus this is the one-core form.",
    };

    public static readonly Option<string?> ClientCpus = new("--client-cpus") { Description = "Processors for the load generator and the simulated SMSC." };

    public static readonly Option<bool> ProcessorANode = new("--processor-a-node")
    {
        Description = "Each node of the server gets one processor of its own, the first `0`, the second `1`, as machines of their own would have: then a second node brings a processor, and not only a second process.",
    };

    public static readonly Option<bool> WriteDocs = new("--write-docs") { Description = "Also put the table into docs/performance.md." };
}
