namespace SendApi.Tests.Processes;

/// <summary>The tests that load the machine with whole processes, one after the other: they would disturb each other.</summary>
[CollectionDefinition(Name)]
public sealed class Alone
{
    public const string Name = "processes, one test at a time";
}
