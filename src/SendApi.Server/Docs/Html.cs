using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace SendApi.Server.Docs;

/// <summary>A piece of HTML that is safe to send: it can only be made from literals, and every value put into one is encoded.</summary>
public readonly struct Html
{
    private readonly string? _text;

    private Html(string text) => _text = text;

    public static Html Of(HtmlWriter writer) => new(writer.ToString());

    public override string ToString() => _text ?? "";
}

/// <summary>Writes the literals of an interpolated string as they are and encodes the values between them.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlWriter
{
    private readonly StringBuilder _text;

    public HtmlWriter(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + formattedCount * 16);

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(int value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Html value) => _text.Append(value.ToString());

    public void AppendFormatted(IEnumerable<Html> values) => _text.AppendJoin('\n', values);

    public override string ToString() => _text.ToString();
}
