namespace SendApi.Server;

/// <summary>The version of this program, in three numbers.</summary>
internal static class ProgramVersion
{
    public static readonly string Text = typeof(ProgramVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
