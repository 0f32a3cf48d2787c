namespace FhirTyped.R4;

/// <summary>
/// What date, dateTime, instant and time have in common: ticks as written (not moved to UTC), an offset, a precision. A default
/// instance holds nothing.
/// </summary>
internal readonly record struct TemporalValue
{
    /// <summary>The longest canonical text: 2015-02-07T13:28:17.1234567-05:00.</summary>
    public const int LongestText = 33;

    /// <summary>The digits of a fraction that the ticks hold. A text with more is kept.</summary>
    private const int MostFractionDigits = 7;

    public TemporalValue(long ticks, FhirPrecision precision, byte fractionDigits, short? offsetMinutes, bool isZulu)
    {
        Ticks = ticks;
        Precision = precision;
        FractionDigits = fractionDigits;
        HasOffset = offsetMinutes is not null;
        Offset = offsetMinutes ?? 0;
        IsZulu = isZulu;
    }

    /// <summary>The local ticks of 100 ns since the year 1; of a time since midnight.</summary>
    public long Ticks { get; }

    public short Offset { get; }

    public FhirPrecision Precision { get; }

    /// <summary>The digits of the fraction of the second as they were written, counted up to 255.</summary>
    public byte FractionDigits { get; }

    public bool HasOffset { get; }

    /// <summary>Whether the offset was written as Z.</summary>
    public bool IsZulu { get; }

    public bool IsNone => Precision == FhirPrecision.None;

    /// <summary>Whether the fraction has more digits than the ticks hold, so that the text is kept.</summary>
    public bool HasLongFraction => FractionDigits > MostFractionDigits;

    public DateTime Local => new(Ticks);

    /// <summary>The ticks in UTC: with an offset, below the year 1 or above the year 9999 where those begin or end.</summary>
    public long UtcTicks => Ticks - (Offset * TimeSpan.TicksPerMinute);

    /// <summary>Reads a date or dateTime.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value; nothing where the text is no date.</param>
    /// <param name="isCanonical">Whether writing the value gives the same text.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out TemporalValue value, out bool isCanonical)
    {
        value = default;
        isCanonical = true;
        if (!Digits(text, 0, 4, out var year) || year == 0)
        {
            return false;
        }

        var month = 1;
        var day = 1;
        var precision = FhirPrecision.Year;
        if (text.Length > 4)
        {
            if (text[4] != '-' || !Digits(text, 5, 2, out month) || month is 0 or > 12)
            {
                return false;
            }

            precision = FhirPrecision.Month;
        }

        if (text.Length > 7)
        {
            if (text[7] != '-' || !Digits(text, 8, 2, out day) || day == 0 || day > DateTime.DaysInMonth(year, month))
            {
                return false;
            }

            precision = FhirPrecision.Day;
        }

        var date = new DateTime(year, month, day).Ticks;
        if (text.Length <= 10)
        {
            value = new TemporalValue(date, precision, 0, null, false);
            return text.Length is 4 or 7 or 10;
        }

        if (text[10] != 'T' || !TryParseTime(text[11..], out var ticks, out precision, out var digits, out var rest, ref isCanonical))
        {
            return false;
        }

        if (!TryParseOffset(rest, out var offset, out var isZulu, ref isCanonical))
        {
            return false;
        }

        value = new TemporalValue(date + ticks, precision, digits, offset, isZulu);
        return true;
    }

    /// <summary>Reads a time of day.</summary>
    public static bool TryParseTimeOfDay(ReadOnlySpan<byte> text, out TemporalValue value, out bool isCanonical)
    {
        value = default;
        isCanonical = true;
        if (!TryParseTime(text, out var ticks, out var precision, out var digits, out var rest, ref isCanonical) || !rest.IsEmpty)
        {
            return false;
        }

        value = new TemporalValue(ticks, precision, digits, null, false);
        return true;
    }

    /// <summary>Writes the canonical text of a date or dateTime; the length written.</summary>
    public int Format(Span<byte> target)
    {
        if (IsNone)
        {
            return 0;
        }

        var local = Local;
        Put(target, 0, 4, local.Year);
        if (Precision == FhirPrecision.Year)
        {
            return 4;
        }

        target[4] = (byte)'-';
        Put(target, 5, 2, local.Month);
        if (Precision == FhirPrecision.Month)
        {
            return 7;
        }

        target[7] = (byte)'-';
        Put(target, 8, 2, local.Day);
        if (Precision == FhirPrecision.Day)
        {
            return 10;
        }

        target[10] = (byte)'T';
        var length = 11 + FormatTime(target[11..]);
        if (!HasOffset)
        {
            return length;
        }

        if (IsZulu)
        {
            target[length] = (byte)'Z';
            return length + 1;
        }

        var minutes = Math.Abs((int)Offset);
        target[length] = (byte)(Offset < 0 ? '-' : '+');
        Put(target, length + 1, 2, minutes / 60);
        target[length + 3] = (byte)':';
        Put(target, length + 4, 2, minutes % 60);
        return length + 6;
    }

    /// <summary>Writes the canonical text of a time of day; the length written.</summary>
    public int FormatTime(Span<byte> target)
    {
        var time = new TimeSpan(Ticks % TimeSpan.TicksPerDay);
        Put(target, 0, 2, time.Hours);
        target[2] = (byte)':';
        Put(target, 3, 2, time.Minutes);
        if (Precision == FhirPrecision.Minute)
        {
            return 5;
        }

        target[5] = (byte)':';
        Put(target, 6, 2, time.Seconds);
        if (Precision == FhirPrecision.Second)
        {
            return 8;
        }

        target[8] = (byte)'.';
        var fraction = (int)(Ticks % TimeSpan.TicksPerSecond);
        var digits = Math.Min((int)FractionDigits, MostFractionDigits);
        for (var i = digits; i < MostFractionDigits; i++)
        {
            fraction /= 10;
        }

        Put(target, 9, digits, fraction);
        return 9 + digits;
    }

    /// <summary>The moment; the nearest that .NET can tell, where the offset carries it out of the years 1 to 9999.</summary>
    /// <param name="offset">The offset where the text has none.</param>
    /// <param name="isExact">Whether it is the moment itself.</param>
    public DateTimeOffset ToDateTimeOffset(TimeSpan offset, out bool isExact)
    {
        var own = HasOffset ? TimeSpan.FromMinutes(Offset) : offset;
        var utc = Ticks - own.Ticks;
        isExact = utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks;
        return isExact ? new DateTimeOffset(Ticks, own) : utc < 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
    }

    /// <summary>
    /// Compares as FHIRPath does: precision by precision; null where one is less precise and what both know is equal, or where only
    /// one has an offset. Seconds are compared with all digits of their fractions.
    /// </summary>
    /// <param name="left">The one.</param>
    /// <param name="leftText">Its text where it is kept, else null.</param>
    /// <param name="right">The other.</param>
    /// <param name="rightText">Its text where it is kept, else null.</param>
    public static int? Compare(TemporalValue left, string? leftText, TemporalValue right, string? rightText)
    {
        var order = Compare(left, right);
        return order == 0 && (left.HasLongFraction || right.HasLongFraction)
            ? CompareDigits(DigitsBeyondTicks(left, leftText), DigitsBeyondTicks(right, rightText))
            : order;
    }

    private static ReadOnlySpan<char> DigitsBeyondTicks(TemporalValue value, string? text)
    {
        if (!value.HasLongFraction || text is null)
        {
            return default;
        }

        var digits = text.AsSpan(text.IndexOf('.', StringComparison.Ordinal) + 1 + MostFractionDigits);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return (end < 0 ? digits : digits[..end]).TrimEnd('0');
    }

    // Digits of a fraction, without noughts at the end: the one that ends first is smaller.
    private static int CompareDigits(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => Math.Sign(left.SequenceCompareTo(right));

    private static int? Compare(TemporalValue left, TemporalValue right)
    {
        if (left.IsNone || right.IsNone || left.HasOffset != right.HasOffset && left.Precision > FhirPrecision.Day && right.Precision > FhirPrecision.Day)
        {
            return null;
        }

        // Moments are compared in UTC; a date has no offset, and is compared with a moment's own local date.
        var bothMoments = left.HasOffset && right.HasOffset;
        var x = bothMoments ? left.UtcTicks : left.Ticks;
        var y = bothMoments ? right.UtcTicks : right.Ticks;
        var common = (FhirPrecision)Math.Min((byte)left.Level, (byte)right.Level);
        var order = Truncate(x, common).CompareTo(Truncate(y, common));
        return order != 0 || left.Level == right.Level ? order : null;
    }

    /// <summary>The same for values that compare as equal.</summary>
    public int HashOfMoment() => HashCode.Combine(Level, HasOffset, UtcTicks);

    // Seconds and their fractions are one precision to FHIRPath.
    private FhirPrecision Level => Precision == FhirPrecision.Fraction ? FhirPrecision.Second : Precision;

    private static long Truncate(long ticks, FhirPrecision precision) => precision switch
    {
        // What is known to the month at most has no offset, and so no ticks before the year 1.
        FhirPrecision.Year => new DateTime(ticks).Year,
        FhirPrecision.Month => (new DateTime(ticks).Year * 12L) + new DateTime(ticks).Month,
        FhirPrecision.Day => Whole(ticks, TimeSpan.TicksPerDay),
        FhirPrecision.Minute => Whole(ticks, TimeSpan.TicksPerMinute),
        _ => ticks,
    };

    private static long Whole(long ticks, long unit) => (ticks - (((ticks % unit) + unit) % unit)) / unit;

    private static bool TryParseTime(
        ReadOnlySpan<byte> text, out long ticks, out FhirPrecision precision, out byte digits, out ReadOnlySpan<byte> rest, ref bool isCanonical)
    {
        ticks = 0;
        digits = 0;
        precision = FhirPrecision.Minute;
        rest = default;
        if (text.Length < 5 || !Digits(text, 0, 2, out var hour) || hour > 23 || text[2] != ':' || !Digits(text, 3, 2, out var minute) || minute > 59)
        {
            return false;
        }

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        rest = text[5..];
        if (rest.IsEmpty || rest[0] != ':')
        {
            return true;
        }

        if (!Digits(rest, 1, 2, out var second) || second > 60)
        {
            return false;
        }

        precision = FhirPrecision.Second;
        if (second == 60)
        {
            // A leap second has no place in .NET's time: the moment before it, with the text kept.
            second = 59;
            isCanonical = false;
        }

        ticks += second * TimeSpan.TicksPerSecond;
        rest = rest[3..];
        if (rest.IsEmpty || rest[0] != '.')
        {
            return true;
        }

        rest = rest[1..];
        var count = 0;
        while (count < rest.Length && rest[count] is >= (byte)'0' and <= (byte)'9')
        {
            count++;
        }

        if (count == 0)
        {
            return false;
        }

        isCanonical &= count <= MostFractionDigits;
        digits = (byte)Math.Min(count, byte.MaxValue);
        var held = Math.Min(count, MostFractionDigits);
        Digits(rest, 0, held, out var fraction);
        for (var i = held; i < MostFractionDigits; i++)
        {
            fraction *= 10;
        }

        ticks += fraction;
        precision = FhirPrecision.Fraction;
        rest = rest[count..];
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out short? offset, out bool isZulu, ref bool isCanonical)
    {
        offset = null;
        isZulu = false;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text is [(byte)'Z'])
        {
            offset = 0;
            isZulu = true;
            return true;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !Digits(text, 1, 2, out var hours) || !Digits(text, 4, 2, out var minutes) || minutes > 59 || (hours * 60) + minutes > 14 * 60)
        {
            return false;
        }

        var total = (hours * 60) + minutes;
        offset = (short)(text[0] == '-' ? -total : total);
        isCanonical &= total != 0 || text[0] == '+';
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        if (text.Length < start + count)
        {
            return false;
        }

        for (var i = start; i < start + count; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }

    private static void Put(Span<byte> target, int start, int count, int value)
    {
        for (var i = start + count - 1; i >= start; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
