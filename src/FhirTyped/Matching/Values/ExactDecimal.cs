using System.Globalization;

namespace FhirTyped.Matching;

/// <summary>
/// A decimal number of any size and precision, to be compared with others: FHIR bounds neither, and .NET's decimal ends at 29 digits.
/// Its exponent may have 15 digits. All work is linear in the digits. Immutable; the default is 0.
/// </summary>
internal readonly record struct ExactDecimal : IComparable<ExactDecimal>
{
    private const int MostExponentDigits = 15;
    private const int LongestPlain = 40;

    private readonly string? _digits;

    // The value is sign × 0.digits × 10^exponent, with no nought at either end of the digits.
    private ExactDecimal(int sign, ReadOnlySpan<char> digits, long exponent)
    {
        var leading = digits.IndexOfAnyExcept('0');
        if (leading < 0)
        {
            return;
        }

        Sign = sign;
        _digits = digits[leading..].TrimEnd('0').ToString();
        Exponent = exponent - leading;
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign { get; }

    /// <summary>The power of ten before whose digit the point stands: 1 of 5, 3 of 100, -1 of 0.05.</summary>
    public long Exponent { get; }

    private string Digits => _digits ?? "";

    /// <summary>A number of .NET.</summary>
    public static implicit operator ExactDecimal(decimal value) => TryParse(value.ToString(CultureInfo.InvariantCulture), out var number, out _) ? number : default;

    /// <summary>Whether one is below the other.</summary>
    public static bool operator <(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is above the other.</summary>
    public static bool operator >(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is not above the other.</summary>
    public static bool operator <=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is not below the other.</summary>
    public static bool operator >=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a number, also with a sign and an exponent.</summary>
    /// <param name="text">The text: <c>100</c>, <c>-0.50</c>, <c>1.00e2</c>.</param>
    /// <param name="number">The number.</param>
    /// <param name="half">Half of what its last digit counts, by which a number that is written so may differ.</param>
    /// <returns>False where it is none, or its exponent is beyond all use.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ExactDecimal number, out ExactDecimal half)
    {
        number = default;
        half = default;
        var sign = 1;
        if (text.Length > 0 && text[0] is '-' or '+')
        {
            sign = text[0] == '-' ? -1 : 1;
            text = text[1..];
        }

        long power = 0;
        var e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!TryParseExponent(text[(e + 1)..], out power))
            {
                return false;
            }

            text = text[..e];
        }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.IndexOfAnyExceptInRange('0', '9') >= 0 || fraction.IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return false;
        }

        number = new ExactDecimal(sign, string.Concat(whole, fraction), power + whole.Length);
        half = new ExactDecimal(1, "5", power - fraction.Length);
        return true;
    }

    /// <summary>The number and another one of which no digit stands before or among its own: what half of the last digit is.</summary>
    public ExactDecimal PlusHalf(ExactDecimal half) => Sign >= 0 ? Further(half) : Nearer(half);

    /// <summary>The number without it.</summary>
    public ExactDecimal MinusHalf(ExactDecimal half) => Sign > 0 ? Nearer(half) : Sign == 0 ? half.Negated() : Further(half);

    /// <summary>So many tenths of it.</summary>
    /// <param name="count">From 1 to 99.</param>
    public ExactDecimal Tenths(int count)
    {
        var digits = Digits;
        var product = new char[digits.Length + 2];
        var carry = 0;
        for (var i = digits.Length - 1; i >= -2; i--)
        {
            var sum = carry + (i < 0 ? 0 : (digits[i] - '0') * count);
            product[i + 2] = (char)('0' + (sum % 10));
            carry = sum / 10;
        }

        return new ExactDecimal(Sign, product, Exponent + 1);
    }

    /// <inheritdoc/>
    public int CompareTo(ExactDecimal other)
    {
        if (Sign != other.Sign || Sign == 0)
        {
            return Sign.CompareTo(other.Sign);
        }

        var order = Exponent != other.Exponent ? Exponent.CompareTo(other.Exponent) : Math.Sign(string.CompareOrdinal(Digits, other.Digits));
        return Sign * order;
    }

    /// <summary>A text of the same order as the number, ordinally.</summary>
    public string SortKey
    {
        get
        {
            const long Middle = long.MaxValue / 2;
            switch (Sign)
            {
                case 0:
                    return "1";
                case > 0:
                    return "2" + (Middle + Exponent).ToString("D19", CultureInfo.InvariantCulture) + Digits;
                default:
                    // A larger amount below zero comes first: each digit is turned round, and the shorter of two comes last.
                    return "0" + (Middle - Exponent).ToString("D19", CultureInfo.InvariantCulture)
                        + string.Create(Digits.Length, Digits, static (target, source) =>
                        {
                            for (var i = 0; i < source.Length; i++)
                            {
                                target[i] = (char)('9' - (source[i] - '0'));
                            }
                        }) + "~";
            }
        }
    }

    /// <summary>The number as a search can hold it, with an exponent only where it would be long without.</summary>
    public override string ToString()
    {
        var sign = Sign < 0 ? "-" : "";
        return Sign == 0 ? "0"
            : Exponent is <= 0 and > -LongestPlain ? sign + "0." + new string('0', (int)-Exponent) + Digits
            : Exponent is <= 0 or > LongestPlain ? sign + "0." + Digits + "e" + Exponent.ToString(CultureInfo.InvariantCulture)
            : Exponent >= Digits.Length ? sign + Digits + new string('0', (int)Exponent - Digits.Length)
            : sign + Digits[..(int)Exponent] + "." + Digits[(int)Exponent..];
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out long power)
    {
        power = 0;
        var digits = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        return digits.Length > 0 && digits.TrimStart('0').Length <= MostExponentDigits && digits.IndexOfAnyExceptInRange('0', '9') < 0
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power);
    }

    private ExactDecimal Negated() => new(-Sign, Digits, Exponent);

    // Its digits up to the place of the half, and then the five.
    private ExactDecimal Further(ExactDecimal half)
    {
        if (Sign == 0)
        {
            return half;
        }

        var digits = Padded(half);
        digits[^1] = '5';
        return new ExactDecimal(Sign, digits, Exponent);
    }

    private ExactDecimal Nearer(ExactDecimal half)
    {
        var digits = Padded(half);
        digits[^1] = '5';
        var at = digits.Length - 2;
        for (; digits[at] == '0'; at--)
        {
            digits[at] = '9';
        }

        digits[at]--;
        return new ExactDecimal(Sign, digits, Exponent);
    }

    private char[] Padded(ExactDecimal half)
    {
        // The noughts at the end of a number count where they were written, so there are no more of them than the text had.
        var padded = new char[checked((int)(Exponent - half.Exponent + 1))];
        padded.AsSpan().Fill('0');
        Digits.CopyTo(padded);
        return padded;
    }
}
