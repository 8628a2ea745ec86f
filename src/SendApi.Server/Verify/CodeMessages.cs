using SendApi.Core.Codes;
using SendApi.Core.Messages;
using SendApi.Server.Delivery;

namespace SendApi.Server.Verify;

/// <summary>Writes the text that brings a code. Its words are sealed until it has left and what is kept of them has the code blotted out; in the test world, where nothing leaves, the developer may read it.</summary>
internal static class CodeMessages
{
    private const long Minute = 60_000_000;

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
            Content = isTest ? words : CodeTexts.Write(locale, new string('*', code.Length), minutes, row.Brand),
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
}
