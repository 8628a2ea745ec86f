using SendApi.Server.Http;

namespace SendApi.Server.Webhooks;

/// <summary>All operations of webhooks. In a trial they are looked at and deleted, nothing else.</summary>
public static class WebhookRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        var hooks = v1.MapGroup("").NotInTrial("Webhooks are");
        ListWebhooks.Map(hooks);
        GetWebhook.Map(hooks);
        CreateWebhook.Map(hooks);
        UpdateWebhook.Map(hooks);
        DeleteWebhook.Map(hooks);
        RotateSecret.Map(hooks);
        TestWebhook.Map(hooks);
        ReplayWebhook.Map(hooks);
        ListDeliveries.Map(hooks);
        GetDelivery.Map(hooks);
        ReplayDelivery.Map(hooks);
        GetCallbackSecret.Map(hooks);
        RotateCallbackSecret.Map(hooks);
        StreamEvents.Map(hooks);
    }
}
