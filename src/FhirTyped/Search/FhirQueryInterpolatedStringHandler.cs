using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace FhirTyped;

/// <summary>
/// Reads an interpolated query. Its literal parts are read as the query of an address (RFC 3986: <c>%xx</c> is a byte of UTF-8, everything
/// else stands for itself, a <c>+</c> too) and written anew; each value is escaped by FHIR's rules and percent-encoded, and one that is null
/// or empty is refused.
/// </summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct FhirQueryInterpolatedStringHandler
{
    private readonly SearchTextWriter _query;

    /// <summary>Begins. The compiler calls it.</summary>
    public FhirQueryInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
        _query = new SearchTextWriter();
    }

    /// <summary>Appends a literal part: names and values with what stands between them. The separators of FHIR's queries stay.</summary>
    /// <exception cref="ArgumentException">
    /// It cannot be read: a <c>%</c> without its two digits, bytes that are not UTF-8, control characters, a name with other characters than names
    /// have, or a backslash before a value.
    /// </exception>
    public void AppendLiteral(string value) => _query.AppendText(value);

    /// <summary>Appends a value; before the <c>=</c> a name.</summary>
    /// <exception cref="ArgumentException">It is null or empty, or cannot be sent.</exception>
    public void AppendFormatted(string? value) => _query.AppendValue(value);

    /// <summary>Appends a date or time, in its precision.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public void AppendFormatted(DateSearchValue value) => value.AppendTo(_query.BeginValue(), _query.ParameterName);

    /// <summary>Appends a token: a code with or without its system.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public void AppendFormatted(SearchToken value) => SearchWriter.AppendToken(_query.BeginValue(), value, _query.ParameterName);

    /// <summary>Appends true or false.</summary>
    public void AppendFormatted(bool value) => _query.BeginValue().AppendRaw(value ? "true" : "false");

    /// <summary>Appends a value that formats itself: a number, or a date or time.</summary>
    /// <exception cref="ArgumentException">
    /// Its text is empty, or it has none that a server knows: a default date, an empty <see cref="Guid"/>, a number that is not finite, or the
    /// member of an enum, whose code is written by <see cref="SearchToken.Of{TCode}(TCode)"/>.
    /// </exception>
    public void AppendFormatted<T>(T value)
        where T : struct, IFormattable
    {
        switch (value)
        {
            case DateOnly date:
                AppendFormatted((DateSearchValue)date);
                break;
            case DateTimeOffset moment:
                AppendFormatted((DateSearchValue)moment);
                break;
            case DateTime moment:
                AppendFormatted((DateSearchValue)moment);
                break;
            case Enum:
                throw new ArgumentException($"The name of an enum's member is no code: write {nameof(SearchToken)}.{nameof(SearchToken.Of)}(…) (in the value of '{_query.ParameterName}').", nameof(value));
            case Guid id when id == Guid.Empty:
            case double number when !double.IsFinite(number):
            case float single when !float.IsFinite(single):
                throw SearchUrlBuilder.EmptyValue(_query.ParameterName);
            default:
                AppendFormatted(value.ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }

    internal string ToQuery() => _query.ToQuery();
}
