using PhoneNumbers;

namespace SendApi.Bench.Phone;

/// <summary>Numbers to be looked at: a mobile and a landline of every country in turn, so that no country's tables are at hand from the row before.</summary>
public static class WorldNumbers
{
    public const int InABulk = 1_000;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>Valid numbers that stay valid whatever their last three digits are.</summary>
    public static IReadOnlyList<string> Rows(int count)
    {
        var numbers = Library.GetSupportedRegions().Order(StringComparer.Ordinal)
            .SelectMany(region => new[] { PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE }.Select(type => Library.GetExampleNumberForType(region, type)))
            .OfType<PhoneNumbers.PhoneNumber>()
            .Select(number => Library.Format(number, PhoneNumberFormat.E164))
            .Where(IsValidWithAnyEnd).ToList();
        return [.. Enumerable.Range(0, count).Select(row => numbers[row % numbers.Count])];
    }

    private static bool IsValidWithAnyEnd(string number) =>
        Enumerable.Range(0, 1_000).All(end => Library.IsValidNumber(Library.Parse(FormattableString.Invariant($"{number[..^3]}{end:000}"), null)));
}
