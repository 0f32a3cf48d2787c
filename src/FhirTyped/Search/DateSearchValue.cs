using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A day or a moment, in the precision that it was given in, as a date parameter takes it.</summary>
/// <remarks>
/// Every date type converts by itself. A <see cref="DateTime"/> of unspecified kind is sent without a zone, which servers
/// understand as their own: prefer <see cref="DateTimeOffset"/> or <see cref="DateOnly"/>. The default value is empty and cannot be searched
/// for, and neither can the default of a date type of .NET (the first day of the year 1): it stands for one that was never set. The text of
/// a value does not name it: it may be patient data.
/// </remarks>
public readonly struct DateSearchValue
{
    private const string FirstDay = "0001-01-01";

    private readonly string? _text;
    private readonly DateOnly _date;

    private DateSearchValue(string text) => _text = text;

    private DateSearchValue(DateOnly date) => _date = date;

    /// <summary>A day.</summary>
    /// <param name="date">The day.</param>
    /// <exception cref="ArgumentException">It is the default value.</exception>
    public static implicit operator DateSearchValue(DateOnly date) => date == default ? throw NoDate(nameof(date)) : new(date);

    /// <summary>A moment with its offset, to the second, or to the fraction where it has one.</summary>
    /// <param name="moment">The moment.</param>
    /// <exception cref="ArgumentException">It is the default value, in whatever zone.</exception>
    public static implicit operator DateSearchValue(DateTimeOffset moment) => IsFirstDay(moment.DateTime) || IsFirstDay(moment.UtcDateTime)
        ? throw NoDate(nameof(moment))
        : new(moment.ToString(Format(moment.Ticks) + "zzz", CultureInfo.InvariantCulture));

    /// <summary>A moment: UTC as <c>Z</c>, local time with its offset, an unspecified one without zone.</summary>
    /// <param name="moment">The moment.</param>
    /// <exception cref="ArgumentException">It is the default value, in whatever zone.</exception>
    public static implicit operator DateSearchValue(DateTime moment) => IsFirstDay(moment)
        ? throw NoDate(nameof(moment))
        : new(moment.ToString(Format(moment.Ticks) + "K", CultureInfo.InvariantCulture));

    /// <summary>A FHIR date: a year, a month or a day.</summary>
    /// <param name="date">The date.</param>
    /// <exception cref="ArgumentException">The date is empty or none of FHIR's format.</exception>
    public static implicit operator DateSearchValue(FhirDate date) => FromText(date.ToString(), date.Precision, nameof(date));

    /// <summary>A FHIR dateTime, in its precision.</summary>
    /// <param name="moment">The dateTime.</param>
    /// <exception cref="ArgumentException">The dateTime is empty or none of FHIR's format.</exception>
    public static implicit operator DateSearchValue(FhirDateTime moment) => FromText(moment.ToString(), moment.Precision, nameof(moment));

    /// <summary>A FHIR instant.</summary>
    /// <param name="moment">The instant.</param>
    /// <exception cref="ArgumentException">The instant is empty or none of FHIR's format.</exception>
    public static implicit operator DateSearchValue(FhirInstant moment) => FromText(moment.ToString(), moment.Precision, nameof(moment));

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(DateSearchValue);

    internal void AppendTo(SearchUrlBuilder url, string parameterName)
    {
        if (_text is not null)
        {
            url.AppendValue(_text, parameterName);
        }
        else if (_date == default)
        {
            throw SearchUrlBuilder.EmptyValue(parameterName);
        }
        else
        {
            url.AppendFormatted(_date, "yyyy-MM-dd");
        }
    }

    private static bool IsFirstDay(DateTime moment) => moment.Ticks < TimeSpan.TicksPerDay;

    private static string Format(long ticks) =>
        ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF";

    private static DateSearchValue FromText(string? text, FhirPrecision precision, string parameter) =>
        string.IsNullOrEmpty(text) || text.StartsWith(FirstDay, StringComparison.Ordinal) ? throw NoDate(parameter)
        : precision == FhirPrecision.None ? throw QueryBuild.Refused(new ArgumentException("The date is not in FHIR's format.", parameter))
        : new(text);

    private static ArgumentException NoDate(string parameter) =>
        QueryBuild.Refused(new ArgumentException("There is no date, or one that was never set: the filter would disappear from the search.", parameter));
}
