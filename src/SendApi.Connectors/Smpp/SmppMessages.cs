using SendApi.Connectors.Smpp.Wire;
using SendApi.Core.Messages;
using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Turns a text into the submit_sm units that carry it (SMPP Protocol Specification v3.4, section 4.4.1).</summary>
public sealed class SmppMessages(SmppOptions options, byte firstReference)
{
    /// <summary>esm_class: the short message begins with a user data header (section 5.2.12).</summary>
    public const byte HasUserDataHeader = 0x40;

    private const byte Ucs2 = 0x08, International = 1, NetworkSpecific = 3, Alphanumeric = 5, NoPlan = 0, Isdn = 1;

    private int _reference = firstReference;

    /// <summary>The units of a message, in order. Each part of a long one names the same reference.</summary>
    public IReadOnlyList<PduBody.Message> Build(SmsSubmission submission, DateTimeOffset now)
    {
        var text = submission.Text;
        var whole = Whole(submission, now);
        if (text.Segments == 1)
            return [whole with { ShortMessage = text.Octets(text.Content) }];
        if (options.LongMessages == SmppLongMessages.Payload)
            return [whole with { Optional = [new Tlv(SmppTag.MessagePayload, text.Octets(text.Content))] }];

        var reference = (byte)Interlocked.Increment(ref _reference);
        var parts = text.Parts();
        return [.. parts.Select((part, i) => Part(whole, text.Octets(part), reference, (byte)parts.Count, (byte)(i + 1)))];
    }

    private PduBody.Message Whole(SmsSubmission submission, DateTimeOffset now) =>
        new(Source(submission.From?.Value ?? options.DefaultSender),
            new SmppAddress(options.DestinationTon, options.DestinationNpi, submission.To.Digits))
        {
            DataCoding = submission.Text.Encoding == SmsEncoding.Gsm7 ? options.GsmDataCoding : Ucs2,
            RegisteredDelivery = (byte)(options.RequestReceipts ? 1 : 0),
            ValidityPeriod = submission.ValidUntil is { } until ? SmppTime.Relative(until - now) : "",
        };

    private SmppAddress Source(string? sender)
    {
        if (string.IsNullOrEmpty(sender))
            return SmppAddress.None;

        var number = sender.StartsWith('+') ? sender[1..] : sender;
        var (ton, npi) = Plan(sender, number);
        return new SmppAddress(options.SourceTon ?? ton, options.SourceNpi ?? npi, ton == Alphanumeric ? sender : number);
    }

    /// <summary>Type and plan by the sender's form (sections 5.2.5 and 5.2.6): a name, a number of a country, or a short code.</summary>
    private static (byte Ton, byte Npi) Plan(string sender, string number)
    {
        if (number.Length == 0 || number.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return (Alphanumeric, NoPlan);
        return sender != number || number.Length > 6 ? (International, Isdn) : (NetworkSpecific, NoPlan);
    }

    private PduBody.Message Part(PduBody.Message whole, byte[] octets, byte reference, byte total, byte number) =>
        options.LongMessages == SmppLongMessages.Sar
            ? whole with
            {
                ShortMessage = octets,
                Optional =
                [
                    Tlv.Short(SmppTag.SarMessageReference, reference),
                    Tlv.Byte(SmppTag.SarTotalSegments, total),
                    Tlv.Byte(SmppTag.SarSegmentNumber, number),
                ],
            }
            : whole with
            {
                EsmClass = HasUserDataHeader,
                ShortMessage = (byte[])[.. Concatenation.Header(reference, total, number), .. octets],
            };
}
