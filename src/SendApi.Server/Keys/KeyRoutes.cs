namespace SendApi.Server.Keys;

/// <summary>All operations of API keys.</summary>
public static class KeyRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        ListKeys.Map(v1);
        GetKey.Map(v1);
        CreateKey.Map(v1);
        RevokeKey.Map(v1);
        RotateKey.Map(v1);
    }
}
