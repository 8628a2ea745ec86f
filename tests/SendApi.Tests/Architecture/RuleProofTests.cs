namespace SendApi.Tests.Architecture;

/// <summary>Each rule is shown a file that breaks it and one that does not: a rule that cannot fail protects nothing.</summary>
public sealed class RuleProofTests
{
    private static readonly string LongMethod = $"sealed class A {{ void Run() {{\n{string.Concat(Enumerable.Repeat("Run();\n", 50))}}} }}";

    public static TheoryData<string, string> BadShapes => new()
    {
        { "a file has 300 lines", string.Concat(Enumerable.Repeat("// line\n", 301)) },
        { "a method has 50 lines", LongMethod },
        { "a method takes 6 parameters", "sealed class A { void Run(int a, int b, int c, int d, int e, int f, int g) { } }" },
        { "a constructor takes 5 parameters", "sealed class A(int a, int b, int c, int d, int e, int f);" },
        { "a constructor takes 5 parameters", "sealed class A { A(int a, int b, int c, int d, int e, int f) { } }" },
        { "neither sealed, static nor abstract", "public class A;" },
        { "neither sealed, static nor abstract", "public record A(int B);" },
        { "a region hides code", "sealed class A {\n#region x\n#endregion\n}" },
    };

    public static TheoryData<string, string> BadNames => new()
    {
        { "ends in Service", "/// <summary>X.</summary>\nsealed class SmsService;" },
        { "ends in Manager", "/// <summary>X.</summary>\ninterface IKeyManager;" },
        { "ends in Helper", "/// <summary>X.</summary>\nstatic class TextHelper;" },
        { "ends in Dto", "/// <summary>X.</summary>\nrecord struct SmsDto;" },
        { "ends in Base", "/// <summary>X.</summary>\nabstract class SenderBase;" },
        { "has the suffix Async", "/// <summary>X.</summary>\nsealed class A { Task SendAsync() => null!; }" },
        { "puts work off", "/// <summary>X.</summary>\nsealed class A { /* TODO later */ }" },
        { "puts work off", "/// <summary>X. FIXME soon.</summary>\nsealed class A;" },
        { "has no summary", "public sealed class A;" },
        { "has no summary", "// Not a summary.\npublic enum A { B }" },
    };

    public static TheoryData<string, string> BadHabits => new()
    {
        { "swallows", "sealed class A { void B() { try { } catch { } } }" },
        { "async void", "sealed class A { async void B() { } }" },
    };

    [Theory, MemberData(nameof(BadShapes))]
    public void A_bad_shape_is_found(string rule, string code) => Found(rule, ShapeRules.Check(Sample(code)));

    [Theory, MemberData(nameof(BadNames))]
    public void A_bad_name_or_comment_is_found(string rule, string code) => Found(rule, NameRules.Check(Sample(code)));

    [Theory, MemberData(nameof(BadHabits))]
    public void A_bad_habit_is_found(string rule, string code) => Found(rule, HabitRules.Check(Sample(code)));

    [Fact]
    public void A_number_of_the_log_that_two_lines_share_is_found()
    {
        var (one, two) = (Sample("partial class A { [LoggerMessage(1, LogLevel.Error, \"a\")] static partial void B(ILogger log); }"), Sample("partial class C { [LoggerMessage(2, LogLevel.Error, \"b\")] static partial void D(ILogger log); }"));

        Assert.Empty(HabitRules.SharedLogNumbers([one, two]));
        Found("has the number 1 too", HabitRules.SharedLogNumbers([one, two, one]));
    }

    [Theory]
    [InlineData("/// <summary>X.</summary>\npublic sealed record Six(int A, int B, int C, int D, int E, int F, int G);")]
    [InlineData("/// <summary>X.</summary>\nsealed class Database : IAsyncDisposable { public ValueTask DisposeAsync() => default; }")]
    [InlineData("/// <summary>X.</summary>\nsealed class A : B { protected override Task ExecuteAsync(CancellationToken ct) => null!; }")]
    [InlineData("/// <summary>X.</summary>\nstatic class A { public sealed record Request(string? To); }")]
    [InlineData("/// <summary>X.</summary>\nsealed class A { void B() { try { } catch (IOException) { } catch { B(); throw; } } string C = \"TODO\"; }")]
    public void Good_code_is_left_alone(string code) =>
        Assert.Empty(ShapeRules.Check(Sample(code)).Concat(NameRules.Check(Sample(code))).Concat(HabitRules.Check(Sample(code))));

    [Fact]
    public void A_violation_names_the_file_and_the_line() =>
        Assert.StartsWith("src/SendApi.Core/Sample.cs:3: ", Assert.Single(ShapeRules.Check(Sample("\n\npublic class A;"))).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("SendApi.Core", "ProjectReference", "../SendApi.Server/SendApi.Server.csproj", "may not use SendApi.Server")]
    [InlineData("SendApi.Connectors", "ProjectReference", "../SendApi.Simulator/SendApi.Simulator.csproj", "may not use SendApi.Simulator")]
    [InlineData("SendApi.Core", "PackageReference", "Dapper", "may not use the package Dapper")]
    [InlineData("SendApi.Client", "ProjectReference", "../SendApi.Core/SendApi.Core.csproj", "may not use SendApi.Core")]
    [InlineData("SendApi.Client", "PackageReference", "Polly", "may not use the package Polly")]
    [InlineData("SendApi.Dashboard", "ProjectReference", "../SendApi.Core/SendApi.Core.csproj", "may not use SendApi.Core")]
    [InlineData("SendApi.Dashboard", "PackageReference", "Dapper", "may not use the package Dapper")]
    [InlineData("SendApi.Connectors", "PackageReference", "Npgsql", "may not use the package Npgsql")]
    [InlineData("SendApi.Proof", "ProjectReference", "../SendApi.Server/SendApi.Server.csproj", "may not use SendApi.Server")]
    [InlineData("SendApi.Proof", "PackageReference", "Dapper", "may not use the package Dapper")]
    [InlineData("SendApi.Other", "PackageReference", "Ulid", "not in the list of projects")]
    public void A_forbidden_reference_is_found(string project, string element, string include, string rule) => Found(rule,
        ProjectRules.Check($"src/{project}/{project}.csproj", $"""<Project><ItemGroup><{element} Include="{include}" /></ItemGroup></Project>"""));

    [Theory]
    [InlineData("Sms", "using SendApi.Server.Keys;", "the slice Keys")]
    [InlineData("Sms", "class A { object B = new Keys.KeyRows(); }", "the slice Keys")]
    [InlineData("Sms", "class A { object B = Keys.KeyRows.First(); }", "the slice Keys")]
    [InlineData("Sms", "class A { SendApi.Server.Keys.KeyRows? B; }", "the slice Keys")]
    [InlineData("Sms", "using SendApi.Connectors.Smpp;", "a connector's types")]
    [InlineData("Sms", "using Npgsql;", "only Storage")]
    [InlineData("Delivery", "using SendApi.Server.Keys;", "the slice Keys")]
    [InlineData("Delivery", "using SendApi.Connectors;", "a connector's types")]
    [InlineData("Storage", "using SendApi.Server.Delivery;", "Storage may not use Delivery")]
    [InlineData("Outbound", "using SendApi.Server.Keys;", "the slice Keys")]
    [InlineData("Outbound", "using SendApi.Connectors;", "a connector's types")]
    [InlineData("Outbound", "using SendApi.Server.Delivery;", "Core and Storage only")]
    [InlineData("Outbound", "using SendApi.Server.Http;", "Core and Storage only")]
    public void A_forbidden_use_of_a_folder_is_found(string folder, string code, string rule) => Found(rule, Folders(folder, code));

    [Theory]
    [InlineData("Sms", "using SendApi.Server.Delivery; using SendApi.Server.Http; using SendApi.Server.Storage; using SendApi.Core;")]
    [InlineData("Sms", "class A { int B(IDictionary<int, int> map) => map.Keys.Count; }")]
    [InlineData("Commands", "using SendApi.Server.Keys; using SendApi.Connectors.Smpp;")]
    [InlineData("Storage", "using Npgsql; using Microsoft.Data.Sqlite;")]
    [InlineData("Outbound", "using System.Net; using SendApi.Core.Net; using SendApi.Server.Storage;")]
    [InlineData("Http", "using SendApi.Server.Outbound;")]
    public void An_allowed_use_of_a_folder_is_left_alone(string folder, string code) => Assert.Empty(Folders(folder, code));

    private static IEnumerable<Violation> Folders(string folder, string code) => new FolderRules(
    [
        new SourceFile("src/SendApi.Server/Keys/KeyRows.cs", "namespace SendApi.Server.Keys; public static class KeyRows;"),
        new SourceFile($"src/SendApi.Server/{folder}/Sample.cs", code),
    ]).Check();

    private static SourceFile Sample(string code) => new("src/SendApi.Core/Sample.cs", code);

    private static void Found(string rule, IEnumerable<Violation> violations) =>
        Assert.Contains(violations, v => v.ToString().Contains(rule, StringComparison.Ordinal));
}
