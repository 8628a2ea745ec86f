using System.Text.Json.Serialization;
using SendApi.Core;
using SendApi.Server.Http;

namespace SendApi.Server.Senders;

/// <summary>All operations of senders: an account registers them, the operator decides.</summary>
public static class SenderRoutes
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        ListSenders.Map(v1);
        RegisterSender.Map(v1);
        GetSender.Map(v1);
        UpdateSender.Map(v1);
        RemoveSender.Map(v1);

        var admin = v1.MapGroup("/admin").NeedsOperator();
        ListSendersToDecide.Map(admin);
        DecideSender.Map(admin);
    }

    public static Refusal NotFound(string id) => new(Errors.NotFound, $"No sender '{Shown.Cut(id)}' exists in this account.", "id");
}

/// <summary>The source-generated JSON types of the senders slice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SenderView))]
[JsonSerializable(typeof(RegisterSender.Request), TypeInfoPropertyName = "RegisterSenderRequest")]
[JsonSerializable(typeof(UpdateSender.Request), TypeInfoPropertyName = "UpdateSenderRequest")]
[JsonSerializable(typeof(DecideSender.Request), TypeInfoPropertyName = "DecideSenderRequest")]
internal sealed partial class SendersJson : JsonSerializerContext;
