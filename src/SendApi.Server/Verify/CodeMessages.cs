using SendApi.Core;
using SendApi.Core.Codes;
using SendApi.Core.Messages;
using SendApi.Core.WhatsApp;
using SendApi.Server.Delivery;
using SendApi.Server.Events;

namespace SendApi.Server.Verify;

/// <summary>Writes the message that brings a code. Its words are sealed until it has left and what is kept of them has the code blotted out; in the test world, where nothing leaves, the developer may read it.</summary>
internal static class CodeMessages
{
    private const long Minute = 60_000_000;

    /// <summary>The id of a message that is to go by a channel.</summary>
    public static string NewId(string channel, DateTimeOffset now) => Ids.New(channel == Channels.WhatsApp ? Ids.WhatsApp : Ids.Sms, now);

    /// <summary>The channel of a message, as its id tells.</summary>
    public static string ChannelOf(string messageId) => messageId.StartsWith(Ids.WhatsApp, StringComparison.Ordinal) ? Channels.WhatsApp : Channels.Sms;

    /// <param name="row">With the id that the text is to have.</param>
    public static MessageRow Write(VerificationRow row, string code, CodeDesk desk, long now)
    {
        var (isTest, locale) = (row.IsTest == 1, CodeLocale.Read(row.Locale) ?? CodeLocale.Default);
        // Whole ones, so that it never promises too much; only in the last minute there is nothing smaller to say.
        var minutes = (int)Math.Max(1, (row.ExpiresAt - now) / Minute);
        var words = CodeTexts.Write(locale, code, minutes, row.Brand);
        var text = SmsText.Measure(words);
        return new()
        {
            AccountId = row.AccountId,
            IsTest = row.IsTest,
            Id = row.MessageId,
            KeyId = row.KeyId,
            Recipient = row.Recipient,
            Content = isTest ? words : CodeTexts.Write(locale, Blotted(code), minutes, row.Brand),
            Sealed = isTest ? null : desk.Seal(words),
            VerificationId = row.Id,
            Encoding = (long)text.Encoding,
            Segments = text.Segments,
            Status = (long)MessageStatus.Queued,
            TrafficClass = (long)TrafficClass.OneTimeCode,
            CreatedAt = now,
            UpdatedAt = now,
            ValidUntil = row.ExpiresAt,
        };
    }

    /// <summary>The same by WhatsApp: Meta lets codes travel in a template alone, whose words are Meta's.</summary>
    public static MessageRow Write(VerificationRow row, string code, CodeTemplate template, CodeDesk desk, long now)
    {
        var (isTest, words) = (row.IsTest == 1, Filled(template, code));
        return new()
        {
            AccountId = row.AccountId,
            IsTest = row.IsTest,
            Id = row.MessageId,
            KeyId = row.KeyId,
            Recipient = row.Recipient,
            Sender = template.SessionId,
            Content = isTest ? words : Filled(template, Blotted(code)),
            Sealed = isTest ? null : desk.Seal(words),
            VerificationId = row.Id,
            Encoding = (long)ContentKind.Template,
            Segments = 1,
            Status = (long)MessageStatus.Queued,
            TrafficClass = (long)TrafficClass.OneTimeCode,
            CreatedAt = now,
            UpdatedAt = now,
            ValidUntil = row.ExpiresAt,
        };
    }

    private static string Filled(CodeTemplate template, string code) => ContentText.Write(new WhatsAppContent.Template(template.Name, template.Language, template.Filled(code)));

    private static string Blotted(string code) => new('*', code.Length);
}
