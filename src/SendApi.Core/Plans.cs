namespace SendApi.Core;

/// <summary>A plan and how many requests a minute one key of it may make.</summary>
public sealed record Plan(string Name, int RequestsPerMinute);

/// <summary>The plans an account can be on.</summary>
public static class Plans
{
    public static readonly Plan Unlimited = new("Unlimited", 1_000_000);

    public static readonly IReadOnlyList<Plan> All =
        [new("Starter", 60), new("Growth", 300), new("Business", 1_000), new("Enterprise", 2_000), Unlimited];

    /// <summary>The plan with this name in any case, or null.</summary>
    public static Plan? Named(string name) => All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
