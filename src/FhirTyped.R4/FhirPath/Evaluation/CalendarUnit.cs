namespace FhirTyped.R4.FhirPath;

/// <summary>Units of time: FHIRPath's words, and UCUM's codes of definite length. <see href="http://hl7.org/fhirpath/N1/#time-valued-quantities"/></summary>
internal static class CalendarUnit
{
    /// <summary>Whether a word names a calendar unit: <c>day</c>, <c>days</c>.</summary>
    public static bool IsWord(string text) => Singular(text) is "year" or "month" or "week" or "day" or "hour" or "minute" or "second" or "millisecond";

    /// <summary>The singular of a calendar unit; any other text as it is.</summary>
    public static string Singular(string text) => text switch
    {
        "years" => "year",
        "months" => "month",
        "weeks" => "week",
        "days" => "day",
        "hours" => "hour",
        "minutes" => "minute",
        "seconds" => "second",
        "milliseconds" => "millisecond",
        _ => text,
    };

    /// <summary>The calendar unit that is meant by a UCUM code, for what is called equivalent; null where none is.</summary>
    public static string? OfUcum(string code) => code switch
    {
        "a" => "year",
        "mo" => "month",
        "wk" => "week",
        "d" => "day",
        "h" => "hour",
        "min" => "minute",
        "s" => "second",
        "ms" => "millisecond",
        _ => null,
    };

    /// <summary>
    /// The milliseconds of one unit, where words, and likewise codes, can be reckoned into each other; null otherwise. Years and months have no definite length.
    /// </summary>
    public static decimal? Milliseconds(string word) => word switch
    {
        "week" => 7 * 86_400_000m,
        "day" => 86_400_000m,
        "hour" => 3_600_000m,
        "minute" => 60_000m,
        "second" => 1000m,
        "millisecond" => 1m,
        _ => null,
    };
}
