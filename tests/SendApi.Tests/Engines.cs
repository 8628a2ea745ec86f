namespace SendApi.Tests;

/// <summary>Both engines, for theories: the same test runs on each.</summary>
public sealed class Engines : TheoryData<string>
{
    public const string Sqlite = "sqlite", Postgres = "postgres";

    public Engines()
    {
        Add(Sqlite);
        Add(Postgres);
    }
}
