using System.Collections.Generic;
using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>One value of a search parameter, still in FHIR's escaping (https://hl7.org/fhir/R4/search.html#escaping).</summary>
/// <param name="Escaped">The value as it stands between the commas; null where it is not known before the program runs.</param>
public readonly record struct SearchValue(string? Escaped)
{
    /// <summary>A value that is only known when the program runs.</summary>
    public static SearchValue Unknown => default;

    /// <summary>The comparison prefix of a value of which nothing else is known.</summary>
    private string? PrefixAlone { get; init; }

    /// <summary>A value that is only known when the program runs, but for its comparison prefix.</summary>
    public static SearchValue UnknownAfter(string prefix) => new() { PrefixAlone = prefix };

    /// <summary>That it is a value, and not which: it may be a patient's.</summary>
    public override string ToString() => nameof(SearchValue);

    /// <summary>Whether the value is known.</summary>
    public bool IsKnown => Escaped is not null;

    /// <summary>The code of a token value: what follows the last <c>|</c> that is not escaped, unescaped.</summary>
    public string TokenCode
    {
        get
        {
            var parts = SearchEscaping.Split(Escaped ?? "", '|');
            return SearchEscaping.Unescape(parts[parts.Count - 1]);
        }
    }

    /// <summary>Whether the comparison prefix is known.</summary>
    public bool IsPrefixKnown => IsKnown || PrefixAlone is not null;

    /// <summary>The comparison prefix of a date, number or quantity value (<c>ge</c>, <c>lt</c>, …); <c>eq</c> where there is none.</summary>
    public string Prefix => PrefixAlone ?? (Escaped is { Length: > 2 } text && char.IsLetter(text[0]) && char.IsLetter(text[1]) ? text.Substring(0, 2) : SearchPrefixes.WordOf(SearchPrefix.Equal));
}

/// <summary>FHIR's escaping in search values: a backslash before <c>,</c> <c>|</c> <c>$</c> and <c>\</c>.</summary>
internal static class SearchEscaping
{
    /// <summary>Splits at every separator that no backslash escapes; the parts stay escaped.</summary>
    public static List<string> Split(string escaped, char separator)
    {
        var parts = new List<string>(1);
        var start = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\')
            {
                i++;
            }
            else if (escaped[i] == separator)
            {
                parts.Add(escaped.Substring(start, i - start));
                start = i + 1;
            }
        }

        parts.Add(escaped.Substring(start));
        return parts;
    }

    /// <summary>Takes the backslashes away. A backslash before any other character stays, as servers take it literally.</summary>
    public static string Unescape(string escaped)
    {
        if (escaped.IndexOf('\\') < 0)
        {
            return escaped;
        }

        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\' && i + 1 < escaped.Length && escaped[i + 1] is ',' or '|' or '$' or '\\')
            {
                i++;
            }

            text.Append(escaped[i]);
        }

        return text.ToString();
    }
}
