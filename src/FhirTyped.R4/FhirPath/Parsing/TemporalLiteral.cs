using System.Text;

namespace FhirTyped.R4.FhirPath;

/// <summary>Dates and times as FHIRPath writes them: FHIR's, and besides a time in hours only, and a dateTime that ends with its T.</summary>
internal static class TemporalLiteral
{
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
        if (!TemporalValue.TryParseTimeOfDay(ToUtf8(text.Length == 2 ? text + ":00" : text), out var time, out _))
        {
            return false;
        }

        value = FhirPathValue.OfTemporal(FhirPathKind.Time, time, text);
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
        if (!TemporalValue.TryParse(ToUtf8(full), out var moment, out _))
        {
            return false;
        }

        value = FhirPathValue.OfTemporal(FhirPathKind.DateTime, moment, full);
        return true;
    }

    /// <summary>Reads a date.</summary>
    public static bool TryParseDate(string text, FhirPathKind kind, out FhirPathValue value)
    {
        value = default;
        if (!TemporalValue.TryParse(ToUtf8(text), out var date, out _) || date.Precision > FhirPrecision.Day)
        {
            return false;
        }

        value = FhirPathValue.OfTemporal(kind, date);
        return true;
    }

    // What is no ASCII is no date.
    private static byte[] ToUtf8(string text) => Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : [];
}
