namespace SendApi.Core.Codes;

/// <summary>The kinds of number that a language may have words of their own for.</summary>
public enum PluralForm { Zero, One, Two, Few, Many, Other }

/// <summary>Which word a language has beside a whole number: the cardinal rules of CLDR (Unicode LDML part 3, language plural rules; supplemental/plurals.xml).</summary>
/// <remarks>What those rules say of fractions and of whole millions is left out: nothing here counts either.</remarks>
public sealed class PluralRule
{
    /// <summary>ja, ko, zh, th, vi, id, ms: <c>other</c> alone. Also for languages whose noun stays the same after a number, such as Turkish.</summary>
    public static readonly PluralRule Same = new(_ => PluralForm.Other, PluralForm.Other);

    /// <summary>en, de and most others: <c>one</c> is <c>i = 1 and v = 0</c>.</summary>
    public static readonly PluralRule English = new(n => n == 1 ? PluralForm.One : PluralForm.Other, PluralForm.One, PluralForm.Other);

    /// <summary>is, mk: <c>one</c> is <c>i % 10 = 1 and i % 100 != 11</c>.</summary>
    public static readonly PluralRule Icelandic = new(n => EndsInOne(n) ? PluralForm.One : PluralForm.Other, PluralForm.One, PluralForm.Other);

    /// <summary>cs, sk: <c>one</c> is <c>i = 1</c>, <c>few</c> is <c>i = 2..4</c>.</summary>
    public static readonly PluralRule Czech = new(
        n => n == 1 ? PluralForm.One : n is >= 2 and <= 4 ? PluralForm.Few : PluralForm.Other, PluralForm.One, PluralForm.Few, PluralForm.Other);

    /// <summary>pl: <c>one</c> is <c>i = 1</c>, <c>few</c> is <c>i % 10 = 2..4 and i % 100 != 12..14</c>, <c>many</c> the other whole numbers.</summary>
    public static readonly PluralRule Polish = new(
        n => n == 1 ? PluralForm.One : EndsInTwoToFour(n) ? PluralForm.Few : PluralForm.Many, PluralForm.One, PluralForm.Few, PluralForm.Many);

    /// <summary>ru, uk: <c>one</c> is <c>i % 10 = 1 and i % 100 != 11</c>, <c>few</c> is <c>i % 10 = 2..4 and i % 100 != 12..14</c>, <c>many</c> the other whole numbers.</summary>
    public static readonly PluralRule Russian = new(
        n => EndsInOne(n) ? PluralForm.One : EndsInTwoToFour(n) ? PluralForm.Few : PluralForm.Many, PluralForm.One, PluralForm.Few, PluralForm.Many);

    /// <summary>hr, sr: as in Russian, with <c>other</c> for the other whole numbers.</summary>
    public static readonly PluralRule Serbian = new(
        n => EndsInOne(n) ? PluralForm.One : EndsInTwoToFour(n) ? PluralForm.Few : PluralForm.Other, PluralForm.One, PluralForm.Few, PluralForm.Other);

    /// <summary>sl: <c>one</c> is <c>i % 100 = 1</c>, <c>two</c> is <c>i % 100 = 2</c>, <c>few</c> is <c>i % 100 = 3..4</c>.</summary>
    public static readonly PluralRule Slovenian = new(
        n => (n % 100) switch { 1 => PluralForm.One, 2 => PluralForm.Two, 3 or 4 => PluralForm.Few, _ => PluralForm.Other },
        PluralForm.One, PluralForm.Two, PluralForm.Few, PluralForm.Other);

    /// <summary>lt: <c>one</c> is <c>n % 10 = 1 and n % 100 != 11..19</c>, <c>few</c> is <c>n % 10 = 2..9 and n % 100 != 11..19</c>.</summary>
    public static readonly PluralRule Lithuanian = new(
        n => IsTeen(n) || n % 10 == 0 ? PluralForm.Other : n % 10 == 1 ? PluralForm.One : PluralForm.Few, PluralForm.One, PluralForm.Few, PluralForm.Other);

    /// <summary>lv: <c>zero</c> is <c>n % 10 = 0 or n % 100 = 11..19</c>, <c>one</c> is <c>n % 10 = 1 and n % 100 != 11</c>.</summary>
    public static readonly PluralRule Latvian = new(
        n => IsTeen(n) || n % 10 == 0 ? PluralForm.Zero : n % 10 == 1 ? PluralForm.One : PluralForm.Other, PluralForm.Zero, PluralForm.One, PluralForm.Other);

    /// <summary>ro: <c>one</c> is <c>i = 1</c>, <c>few</c> is <c>n = 0 or n != 1 and n % 100 = 1..19</c>.</summary>
    public static readonly PluralRule Romanian = new(
        n => n == 1 ? PluralForm.One : n == 0 || n % 100 is >= 1 and <= 19 ? PluralForm.Few : PluralForm.Other, PluralForm.One, PluralForm.Few, PluralForm.Other);

    /// <summary>he: <c>one</c> is <c>i = 1 and v = 0</c>, <c>two</c> is <c>i = 2 and v = 0</c>.</summary>
    public static readonly PluralRule Hebrew = new(
        n => n switch { 1 => PluralForm.One, 2 => PluralForm.Two, _ => PluralForm.Other }, PluralForm.One, PluralForm.Two, PluralForm.Other);

    /// <summary>ar: <c>zero</c>, <c>one</c> and <c>two</c> are these numbers, <c>few</c> is <c>n % 100 = 3..10</c>, <c>many</c> is <c>n % 100 = 11..99</c>.</summary>
    public static readonly PluralRule Arabic = new(
        n => n switch
        {
            0 => PluralForm.Zero,
            1 => PluralForm.One,
            2 => PluralForm.Two,
            _ => (n % 100) switch { >= 3 and <= 10 => PluralForm.Few, >= 11 => PluralForm.Many, _ => PluralForm.Other },
        },
        PluralForm.Zero, PluralForm.One, PluralForm.Two, PluralForm.Few, PluralForm.Many, PluralForm.Other);

    private readonly Func<int, PluralForm> _form;

    private PluralRule(Func<int, PluralForm> form, params PluralForm[] forms) => (_form, Forms) = (form, forms);

    /// <summary>The forms that the language has, in the order in which its words are given.</summary>
    public IReadOnlyList<PluralForm> Forms { get; }

    /// <summary>The form for a number; a negative one is <see cref="ArgumentOutOfRangeException"/>.</summary>
    public PluralForm Of(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return _form(number);
    }

    private static bool EndsInOne(int n) => n % 10 == 1 && n % 100 != 11;

    private static bool EndsInTwoToFour(int n) => n % 10 is >= 2 and <= 4 && (n % 100) is < 12 or > 14;

    private static bool IsTeen(int n) => n % 100 is >= 11 and <= 19;
}
