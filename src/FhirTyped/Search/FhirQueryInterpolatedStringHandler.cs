using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace FhirTyped;

/// <summary>
/// Reads an interpolated query: the literal parts stand as they are, each value is escaped by FHIR's rules and
/// percent-encoded, and a value that is null or empty is refused.
/// </summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct FhirQueryInterpolatedStringHandler
{
    private readonly SearchUrlBuilder _url;

    /// <summary>Begins. The compiler calls it.</summary>
    public FhirQueryInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
        _url = new SearchUrlBuilder();
    }

    /// <summary>Appends a literal part. What a URL cannot carry is encoded; the separators of FHIR's queries stay.</summary>
    public void AppendLiteral(string value)
    {
        foreach (var c in value)
        {
            switch (c)
            {
                case '|':
                    _url.AppendBar();
                    break;
                case ' ':
                    _url.AppendRaw("%20");
                    break;
                default:
                    _url.Append(c);
                    break;
            }
        }
    }

    /// <summary>Appends a value.</summary>
    /// <exception cref="ArgumentException">It is null or empty, or cannot be sent.</exception>
    public void AppendFormatted(string? value) => _url.AppendValue(value, ParameterName());

    /// <summary>Appends a date or time, in its precision.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public void AppendFormatted(DateSearchValue value) => value.AppendTo(_url, ParameterName());

    /// <summary>Appends a token: a code with or without its system.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public void AppendFormatted(SearchToken value)
    {
        if (value.System is null)
        {
            _url.AppendValue(value.Code, ParameterName());
            return;
        }

        _url.AppendValue(value.System, ParameterName());
        _url.AppendBar();
        _url.AppendPart(value.Code, ParameterName());
    }

    /// <summary>Appends true or false.</summary>
    public void AppendFormatted(bool value) => _url.AppendRaw(value ? "true" : "false");

    /// <summary>Appends a value that formats itself: a number, or a date or time.</summary>
    /// <exception cref="ArgumentException">Its text is empty.</exception>
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
            default:
                _url.AppendValue(value.ToString(null, CultureInfo.InvariantCulture), ParameterName());
                break;
        }
    }

    internal string ToQuery() => _url.Written.ToString();

    /// <summary>The name of the parameter whose value comes next, for messages.</summary>
    private string ParameterName()
    {
        var written = _url.Written;
        var criterion = written[(written.LastIndexOf('&') + 1)..];
        var equals = criterion.IndexOf('=');
        return (equals < 0 ? criterion : criterion[..equals]).ToString();
    }
}
