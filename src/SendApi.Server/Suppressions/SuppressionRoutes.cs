namespace SendApi.Server.Suppressions;

/// <summary>All operations of the suppression list.</summary>
public static class SuppressionRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        ListSuppressions.Map(v1);
        GetSuppression.Map(v1);
        AddSuppression.Map(v1);
        RemoveSuppression.Map(v1);
        ImportSuppressions.Map(v1);
        ExportSuppressions.Map(v1);
    }
}
