using SendApi.Connectors.Generic;
using SendApi.Connectors.Infobip;
using SendApi.Connectors.Twilio;
using SendApi.Connectors.Vonage;

namespace SendApi.Connectors.Http;

/// <summary>Every kind of provider over HTTP. A new one adds its line here.</summary>
public static class HttpKinds
{
    public static readonly IReadOnlyList<HttpKind> All = [TwilioConnector.Kind, VonageConnector.Kind, InfobipConnector.Kind, GenericConnector.Kind];
}
