using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace SendApi.Core.Phones;

/// <summary>Writes a number as people of its country write it and as others do, by the tables of the library: its form is looked for once for both.</summary>
internal sealed partial class PhoneForms
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>For each calling code, of which there are about 220.</summary>
    private static readonly ConcurrentDictionary<int, PhoneForms> Made = new();

    private readonly string _prefix;
    private readonly PhoneForm[] _forms;

    /// <summary>Those for callers from abroad, in the few countries where they are others than at home.</summary>
    private readonly PhoneForm[]? _formsAbroad;

    private PhoneForms(int callingCode)
    {
        // Where several countries share a code the tables of the first one hold the forms of all.
        var tables = NumberingPlan.Tables(Library.GetRegionCodeForCountryCode(callingCode), callingCode);
        _prefix = string.Create(CultureInfo.InvariantCulture, $"+{callingCode} ");
        _forms = [.. tables.NumberFormatList.Select(f => new PhoneForm(f))];
        _formsAbroad = tables.IntlNumberFormatCount == 0 ? null : [.. tables.IntlNumberFormatList.Select(f => new PhoneForm(f))];
    }

    /// <summary>Both forms of a number whose calling code is in use.</summary>
    /// <param name="digits">Without the calling code.</param>
    public static (string National, string International) Of(PhoneNumbers.PhoneNumber number, string digits) => number.HasExtension
        ? (Library.Format(number, PhoneNumberFormat.NATIONAL), Library.Format(number, PhoneNumberFormat.INTERNATIONAL))
        : Made.GetOrAdd(number.CountryCode, static code => new PhoneForms(code)).Write(digits);

    private (string National, string International) Write(string digits)
    {
        var (form, groups) = Choose(_forms, digits);
        var national = form is null ? digits : form.AtHome.Write("", groups);
        if (_formsAbroad is not null)
            (form, groups) = Choose(_formsAbroad, digits);
        return (national, form is null ? _prefix + digits : form.Abroad.Write(_prefix, groups));
    }

    private static (PhoneForm? Form, GroupCollection Groups) Choose(PhoneForm[] forms, string digits)
    {
        foreach (var form in forms)
            if (form.Match(digits) is { } match)
                return (form, match.Groups);
        return (null, Match.Empty.Groups);
    }

    [GeneratedRegex(@"(\$\d|\$\{\d\})", RegexOptions.CultureInvariant)]
    private static partial Regex FirstGroup { get; }

    /// <summary>How numbers that begin in some way are written.</summary>
    private sealed class PhoneForm(NumberFormat format)
    {
        /// <summary>The last one is the most exact; those before it are for numbers of which only the first digits are known.</summary>
        private readonly Lazy<DigitPattern>? _beginning = format.LeadingDigitsPatternCount == 0 ? null : new(() => new(format.GetLeadingDigitsPattern(format.LeadingDigitsPatternCount - 1)));

        private readonly Lazy<Regex> _groups = new(() => new($@"\A(?:{format.Pattern})\z", RegexOptions.Compiled | RegexOptions.CultureInvariant));

        /// <summary>At home the first group stands in what is dialed before a number: in <c>(0$1)</c>.</summary>
        public PhoneText AtHome { get; } = new(format.NationalPrefixFormattingRule.Length == 0
            ? format.Format
            : FirstGroup.Replace(format.Format, format.NationalPrefixFormattingRule, 1));

        public PhoneText Abroad { get; } = new(format.Format);

        public Match? Match(string digits) =>
            _beginning?.Value.Begins(digits) != false && _groups.Value.Match(digits) is { Success: true } match ? match : null;
    }

    /// <summary>A text with groups of digits in it, as <c>($1) $2-$3</c>.</summary>
    private sealed class PhoneText(string text)
    {
        private readonly string _text = text.Replace("${", "$", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

        public string Write(string before, GroupCollection groups)
        {
            var written = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[64]);
            written.AppendLiteral(before);
            for (var i = 0; i < _text.Length; i++)
                if (_text[i] == '$')
                    written.AppendFormatted(groups[_text[++i] - '0'].ValueSpan);
                else
                    written.AppendFormatted(_text[i]);
            return written.ToStringAndClear();
        }
    }
}
