using SendApi.Connectors.Generic;
using SendApi.Connectors.Twilio;

namespace SendApi.Connectors.Http;

/// <summary>Every kind of provider over HTTP. A new one adds its line here.</summary>
public static class HttpKinds
{
    public static readonly IReadOnlyList<HttpKind> All = [TwilioConnector.Kind, GenericConnector.Kind];
}
