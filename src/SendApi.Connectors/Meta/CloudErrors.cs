using System.Globalization;
using SendApi.Connectors.Http;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Meta;

/// <summary>What an error of Meta's means for what was asked.</summary>
internal enum CloudMeaning
{
    /// <summary>The message is refused for good.</summary>
    Refused,
    /// <summary>Nothing was done, and it may be asked again: too much was asked, something is down, or the operator has something to put right.</summary>
    Later,
    /// <summary>Meta does not know what went wrong, so it may have been done.</summary>
    Open,
    /// <summary>The token is not valid any more.</summary>
    LoggedOut,
    /// <summary>Meta has closed the business account or the number.</summary>
    Closed,
}

/// <summary>One error that Meta's documentation names.</summary>
/// <param name="Words">For a person, without a full stop.</param>
/// <param name="After">When it may be asked again, where it may.</param>
internal sealed record CloudError(int Code, CloudMeaning Meaning, string Words, TimeSpan After = default);

/// <summary>The errors of Meta's Cloud API that its documentation names; any other is judged by the status of the answer.</summary>
/// <remarks>Source: WhatsApp Business Platform documentation, Support, WhatsApp error codes; the waits after rates from Cloud API overview, Pair rate limits and Throughput.</remarks>
public static class CloudErrors
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5), Outage = TimeSpan.FromSeconds(30), Minute = TimeSpan.FromMinutes(1), Operator = TimeSpan.FromMinutes(5), Spam = TimeSpan.FromHours(1);

    /// <summary>200 to 299 are one error.</summary>
    private const int FirstPermission = 200, LastPermission = 299;

    private const string NoPermission = "The access token has not the permission for it, or lost it";

    private static readonly Dictionary<int, CloudError> All = new CloudError[]
    {
        new(0, CloudMeaning.LoggedOut, "Meta does not take the access token", Operator),
        new(190, CloudMeaning.LoggedOut, "The access token has expired or was taken back", Operator),

        new(368, CloudMeaning.Closed, "Meta has restricted or disabled the business account for breaking its rules", Operator),
        new(131031, CloudMeaning.Closed, "Meta has locked the business account", Operator),

        new(3, CloudMeaning.Later, NoPermission, Operator),
        new(10, CloudMeaning.Later, NoPermission, Operator),
        new(FirstPermission, CloudMeaning.Later, NoPermission, Operator),
        new(131005, CloudMeaning.Later, NoPermission, Operator),
        new(33, CloudMeaning.Later, "Meta has no such number any more", Operator),
        new(131037, CloudMeaning.Later, "Meta has not approved the display name of the number yet", Operator),
        new(131042, CloudMeaning.Later, "The business account has no way of payment that works", Operator),
        new(131045, CloudMeaning.Later, "The number is not registered rightly with the Cloud API: register it again", Operator),
        new(133010, CloudMeaning.Later, "The number is not registered with the Cloud API", Operator),

        new(4, CloudMeaning.Later, "The app has asked Meta too often", Minute),
        new(80007, CloudMeaning.Later, "The business account has asked Meta too often", Minute),
        new(130429, CloudMeaning.Later, "The number sends faster than Meta allows", Moment),
        // One message in 6 seconds to a person, and 45 may be borrowed: a minute pays ten of them back.
        new(131056, CloudMeaning.Later, "Too many messages went to this person in a short time", Minute),
        new(131048, CloudMeaning.Later, "Meta holds the number back, since people blocked it or reported it as spam", Spam),

        new(2, CloudMeaning.Later, "A part of Meta's API is down or overloaded", Outage),
        new(131016, CloudMeaning.Later, "A part of Meta's API is not available just now", Outage),
        new(133004, CloudMeaning.Later, "Meta's server is not available just now", Outage),
        new(131057, CloudMeaning.Later, "Meta is working on the number", Minute),

        new(1, CloudMeaning.Open, "Meta's API failed and does not say how far it came"),
        new(131000, CloudMeaning.Open, "Meta's API failed and does not say why"),

        new(100, CloudMeaning.Refused, "Meta does not take a field of the request"),
        new(131008, CloudMeaning.Refused, "Meta misses a field in the message"),
        new(131009, CloudMeaning.Refused, "Meta does not take the value of a field of the message"),
        new(135000, CloudMeaning.Refused, "Meta does not take the fields of the message, and does not say which"),
        new(131021, CloudMeaning.Refused, "The recipient is the number that sends"),
        new(131026, CloudMeaning.Refused, "It cannot be delivered: the number has no WhatsApp, one that is too old, or has not accepted its terms"),
        new(131030, CloudMeaning.Refused, "A test number of Meta's writes only to the recipients on its list"),
        new(131047, CloudMeaning.Refused, "The person has not written for 24 hours, and until then only a template can be sent"),
        new(131049, CloudMeaning.Refused, "Meta did not deliver it, so that the person does not get too much marketing"),
        new(131050, CloudMeaning.Refused, "The person does not want marketing messages of this number"),
        new(130472, CloudMeaning.Refused, "Meta did not deliver it, as a part of an experiment"),
        new(130497, CloudMeaning.Refused, "Meta does not let the business account write to people in this country"),
        new(131051, CloudMeaning.Refused, "Meta does not know messages of this kind"),
        new(131052, CloudMeaning.Refused, "Meta could not load the file"),
        new(131053, CloudMeaning.Refused, "Meta does not take the file"),
        new(132000, CloudMeaning.Refused, "The template has another number of places than values were given"),
        new(132001, CloudMeaning.Refused, "There is no approved template of this name in this language"),
        new(132005, CloudMeaning.Refused, "The template is too long with these values in it"),
        new(132007, CloudMeaning.Refused, "The template breaks a rule of WhatsApp"),
        new(132012, CloudMeaning.Refused, "A value has not the form that the template asks for"),
        new(132015, CloudMeaning.Refused, "Meta has paused the template for its quality"),
        new(132016, CloudMeaning.Refused, "Meta has disabled the template for its quality"),
    }.ToDictionary(e => e.Code);

    /// <summary>What became of a message by an answer that is no success.</summary>
    /// <param name="token">Meta repeats a token that it cannot read: it is taken out of the words.</param>
    internal static SendOutcome Of(HttpHeard.Answered answer, string token)
    {
        var fault = CloudFault.Read(JsonText.Parse(answer.Body), token);
        return fault.Known switch
        {
            null => HttpOutcomes.Of(answer, fault.Code?.ToString(CultureInfo.InvariantCulture), fault.Words),
            { Meaning: CloudMeaning.Refused } => HttpOutcomes.Rejected(fault.Code?.ToString(CultureInfo.InvariantCulture) ?? "", fault.Sentence),
            { Meaning: CloudMeaning.Open } => new SendOutcome.Unknown(fault.Sentence),
            var later => new SendOutcome.TryLater(fault.Sentence, answer.RetryAfter ?? later.After),
        };
    }

    /// <summary>The error of a number; null for one that is not in the documentation.</summary>
    internal static CloudError? Find(int code) => All.GetValueOrDefault(code is > FirstPermission and <= LastPermission ? FirstPermission : code);
}
