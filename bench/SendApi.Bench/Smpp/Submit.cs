using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using SendApi.Bench.Load;

namespace SendApi.Bench.Smpp;

/// <summary>What the message centre needs of a submit_sm.</summary>
/// <param name="Source">Type of number, plan and text of the address, as they came.</param>
/// <param name="Sequence">The number in the text, or the end of a recipient of codes; null when the load generator did not write it.</param>
public readonly record struct Submit(byte[] Source, byte[] Destination, bool WantsReceipt, int? Sequence)
{
    private const ushort MessagePayload = 0x0424;

    private static readonly byte[] CodePrefix = Encoding.ASCII.GetBytes(RequestTemplate.CodePrefix);

    public static Submit Read(ReadOnlySpan<byte> body)
    {
        SkipText(ref body); // service_type
        var source = Address(ref body);
        var destination = Address(ref body);
        body = body[3..]; // esm_class, protocol_id, priority_flag
        SkipText(ref body); // schedule_delivery_time
        SkipText(ref body); // validity_period
        var receipt = body[0] & 0b11; // registered_delivery; then replace_if_present_flag, data_coding, sm_default_msg_id
        int length = body[4];
        var text = length > 0 ? body.Slice(5, length) : Payload(body[5..]);
        return new Submit(source, destination, receipt == 1, SequenceOf(text) ?? CodeOf(destination));
    }

    private static byte[] Address(ref ReadOnlySpan<byte> body)
    {
        var length = 2 + body[2..].IndexOf((byte)0) + 1;
        var address = body[..length].ToArray();
        body = body[length..];
        return address;
    }

    private static void SkipText(ref ReadOnlySpan<byte> body) => body = body[(body.IndexOf((byte)0) + 1)..];

    /// <summary>A text may also come as an optional parameter behind an empty short_message.</summary>
    private static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> parameters)
    {
        while (parameters.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(parameters[2..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(parameters) == MessagePayload)
                return parameters.Slice(4, length);
            parameters = parameters[(4 + length)..];
        }

        return [];
    }

    /// <summary>Type of number, plan, digits and a zero.</summary>
    private static int? CodeOf(ReadOnlySpan<byte> destination)
    {
        var digits = destination[2..^1];
        return digits.StartsWith(CodePrefix) && Utf8Parser.TryParse(digits[CodePrefix.Length..], out int sequence, out _) ? sequence : null;
    }

    private static int? SequenceOf(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf(RequestTemplate.SequenceMark) + RequestTemplate.SequenceMark.Length;
        return at >= RequestTemplate.SequenceMark.Length && at + RequestTemplate.SequenceDigits <= text.Length
            && Utf8Parser.TryParse(text.Slice(at, RequestTemplate.SequenceDigits), out int sequence, out var digits) && digits == RequestTemplate.SequenceDigits
            ? sequence
            : null;
    }
}
