using System.Text;

namespace FhirTyped.R4.FhirPath;

/// <summary>Dates and times as FHIRPath writes them: FHIR's, and besides a time in hours only, and a dateTime that ends with its T.</summary>
internal static class TemporalLiteral
{
    private const int LongestText = 64;

    /// <summary>Reads a literal without its at sign: <c>2014-01-25</c>, <c>2014T</c>, <c>2014-01-25T14:30</c>, <c>T14:30</c>.</summary>
    public static bool TryParse(string text, out FhirPathValue value)
    {
        value = default;
        if (text.StartsWith('T'))
        {
            return TryParseTime(text[1..], out value);
        }

        if (!text.Contains('T'))
        {
            return TryParseDate(text, FhirPathKind.Date, out value);
        }

        return TryParseDateTime(text, out value);
    }

    /// <summary>Reads a time of the day.</summary>
    public static bool TryParseTime(string text, out FhirPathValue value)
    {
        value = default;
        Span<byte> utf8 = stackalloc byte[LongestText];
        if (!ToUtf8(text.Length == 2 ? text + ":00" : text, ref utf8) || !TemporalValue.TryParseTimeOfDay(utf8, out var time, out _))
        {
            return false;
        }

        value = FhirPathValue.OfTemporal(FhirPathKind.Time, time);
        return true;
    }

    /// <summary>Reads a dateTime; one of a date alone is one as well.</summary>
    public static bool TryParseDateTime(string text, out FhirPathValue value)
    {
        if (text.EndsWith('T'))
        {
            return TryParseDate(text[..^1], FhirPathKind.DateTime, out value);
        }

        // Hours alone are read as full hours: FHIR has no such precision.
        const int LengthWithHour = 13;
        var full = text.Length >= LengthWithHour && text[10] == 'T' && (text.Length == LengthWithHour || text[LengthWithHour] != ':')
            ? text.Insert(LengthWithHour, ":00")
            : text;
        value = default;
        Span<byte> utf8 = stackalloc byte[LongestText];
        if (!ToUtf8(full, ref utf8) || !TemporalValue.TryParse(utf8, out var moment, out _))
        {
            return false;
        }

        value = FhirPathValue.OfTemporal(FhirPathKind.DateTime, moment);
        return true;
    }

    /// <summary>Reads a date.</summary>
    public static bool TryParseDate(string text, FhirPathKind kind, out FhirPathValue value)
    {
        value = default;
        Span<byte> utf8 = stackalloc byte[LongestText];
        if (!ToUtf8(text, ref utf8) || !TemporalValue.TryParse(utf8, out var date, out _) || date.Precision > FhirPrecision.Day)
        {
            return false;
        }

        value = FhirPathValue.OfTemporal(kind, date);
        return true;
    }

    private static bool ToUtf8(string text, ref Span<byte> utf8)
    {
        if (text.Length > utf8.Length || Ascii.FromUtf16(text, utf8, out var written) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        utf8 = utf8[..written];
        return true;
    }
}
