namespace FhirTyped.Capabilities;

/// <summary>The dates that a search can hold (https://hl7.org/fhir/R4/search.html#date): from a year to a moment, by form and by calendar.</summary>
internal static class SearchDate
{
    private const int LastMonth = 12;
    private const int LargestOffset = 14;

    /// <summary>
    /// Whether a text without its comparison prefix is a date that there is: <c>2025</c>, <c>2025-01</c>, <c>2025-01-31</c>, or a day
    /// with a time from the minute on, with or without a time zone.
    /// </summary>
    public static bool IsPossible(string text)
    {
        var year = Number(text, 0, 4);
        var month = Number(text, 5, 2);
        var day = Number(text, 8, 2);
        if (year < 1 || (text.Length > 4 && !(text[4] == '-' && month is >= 1 and <= LastMonth)))
        {
            return false;
        }

        return text.Length is 4 or 7
            || (Is(text, 7, '-') && day >= 1 && day <= System.DateTime.DaysInMonth(year, month)
                && (text.Length == 10 || (Is(text, 10, 'T') && IsTime(text, 11))));
    }

    /// <summary>From the hour on. A second may be a leap second.</summary>
    private static bool IsTime(string text, int at)
    {
        if (Number(text, at, 2) is not (>= 0 and <= 23) || !Is(text, at + 2, ':') || Number(text, at + 3, 2) is not (>= 0 and <= 59))
        {
            return false;
        }

        at += 5;
        if (Is(text, at, ':'))
        {
            if (Number(text, at + 1, 2) is not (>= 0 and <= 60))
            {
                return false;
            }

            at += 3;
            if (Is(text, at, '.'))
            {
                var first = ++at;
                while (at < text.Length && text[at] is >= '0' and <= '9')
                {
                    at++;
                }

                if (at == first)
                {
                    return false;
                }
            }
        }

        return at == text.Length || (Is(text, at, 'Z') ? at + 1 == text.Length : IsOffset(text, at));
    }

    // A plus that nobody encoded is a space when it arrives: that is another fault than the date's.
    private static bool IsOffset(string text, int at) =>
        text.Length == at + 6 && text[at] is '+' or '-' or ' ' && Is(text, at + 3, ':')
        && (Number(text, at + 1, 2), Number(text, at + 4, 2)) is (>= 0 and < LargestOffset, >= 0 and <= 59) or (LargestOffset, 0);

    private static bool Is(string text, int at, char c) => at < text.Length && text[at] == c;

    /// <summary>A number of so many digits; -1 where there is none.</summary>
    private static int Number(string text, int at, int digits)
    {
        if (at + digits > text.Length)
        {
            return -1;
        }

        var number = 0;
        for (var i = at; i < at + digits; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return -1;
            }

            number = (number * 10) + text[i] - '0';
        }

        return number;
    }
}
