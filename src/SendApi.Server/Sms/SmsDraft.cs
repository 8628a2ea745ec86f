using SendApi.Core;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;
using SendApi.Server.Http;

namespace SendApi.Server.Sms;

/// <summary>The members of a body that sends one text.</summary>
public abstract record SmsRequest : TextRequest
{
    public string? To { get; init; }
}

/// <summary>A text as it was asked for, read and found possible: sending and explaining read it here, so that they agree.</summary>
public sealed record SmsDraft(MessageRow Message, IReadOnlyList<ReplacementView>? Replaced)
{
    /// <summary>Reads a request; throws the refusal of whatever is not acceptable, and with a test key the one that the recipient asks for.</summary>
    public static SmsDraft Parse(SmsRequest request, Caller caller, SendTools tools)
    {
        var now = tools.Clock.GetUtcNow();
        var fields = new Fields();
        var to = fields.Required("to", "the recipient in E.164 form, such as +447700900000", request.To);
        var order = TextOrder.Read(fields, request, TrafficClass.Transactional, (tools.Urls, now));
        fields.Refuse();

        var recipient = PhoneNumber.Parse(to, "to");
        var draft = order.WithPossibleSender().To(recipient, order.Content, MessageOwner.Of(caller), now);
        if (caller.IsTest && MagicRefusals.Of(caller.Account, recipient, now) is { } magic)
            throw magic;

        return draft;
    }
}
