using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A day or a moment, in the precision that it was given in, as a date parameter takes it.</summary>
/// <remarks>
/// Every date type converts by itself. A <see cref="DateTime"/> of unspecified kind is sent without a zone, which servers
/// understand as their own: prefer <see cref="DateTimeOffset"/> or <see cref="DateOnly"/>.
/// </remarks>
public readonly struct DateSearchValue
{
    private readonly string? _text;
    private readonly DateOnly _date;

    private DateSearchValue(string text) => _text = text;

    private DateSearchValue(DateOnly date) => _date = date;

    /// <summary>A day.</summary>
    /// <param name="date">The day.</param>
    public static implicit operator DateSearchValue(DateOnly date) => new(date);

    /// <summary>A moment with its offset, to the second, or to the fraction where it has one.</summary>
    /// <param name="moment">The moment.</param>
    public static implicit operator DateSearchValue(DateTimeOffset moment) =>
        new(moment.ToString(Format(moment.Ticks) + "zzz", CultureInfo.InvariantCulture));

    /// <summary>A moment: UTC as <c>Z</c>, local time with its offset, an unspecified one without zone.</summary>
    /// <param name="moment">The moment.</param>
    public static implicit operator DateSearchValue(DateTime moment) =>
        new(moment.ToString(Format(moment.Ticks) + "K", CultureInfo.InvariantCulture));

    /// <summary>A FHIR date: a year, a month or a day.</summary>
    /// <param name="date">The date.</param>
    /// <exception cref="ArgumentException">The date is empty.</exception>
    public static implicit operator DateSearchValue(FhirDate date) => FromText(date.ToString(), nameof(date));

    /// <summary>A FHIR dateTime, in its precision.</summary>
    /// <param name="moment">The dateTime.</param>
    /// <exception cref="ArgumentException">The dateTime is empty.</exception>
    public static implicit operator DateSearchValue(FhirDateTime moment) => FromText(moment.ToString(), nameof(moment));

    /// <summary>A FHIR instant.</summary>
    /// <param name="moment">The instant.</param>
    /// <exception cref="ArgumentException">The instant is empty.</exception>
    public static implicit operator DateSearchValue(FhirInstant moment) => FromText(moment.ToString(), nameof(moment));

    internal void AppendTo(SearchUrlBuilder url, string parameterName)
    {
        if (_text is null)
        {
            url.AppendFormatted(_date, "yyyy-MM-dd");
        }
        else
        {
            url.AppendValue(_text, parameterName);
        }
    }

    private static string Format(long ticks) =>
        ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF";

    private static DateSearchValue FromText(string? text, string parameter) => string.IsNullOrEmpty(text)
        ? throw new ArgumentException("There is no date: the filter would disappear from the search.", parameter)
        : new(text);
}
