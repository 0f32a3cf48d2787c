using System.Collections.Generic;
using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>A search as data: what the judge judges and the sandbox answers, wherever it came from.</summary>
/// <param name="ResourceType">The resource type that is searched.</param>
/// <param name="Criteria">The criteria in their order.</param>
public sealed record SearchQuery(string ResourceType, EquatableArray<SearchCriterion> Criteria)
{
    /// <summary>Criteria may be part of the search that are not among <see cref="Criteria"/>: nothing can be said to be missing.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whoever wrote the search said that everything is meant: a filter is not missing.</summary>
    public bool MeansAll { get; init; }

    /// <summary>Whoever wrote the search could say so, by <c>All()</c>; text cannot.</summary>
    public bool CanMeanAll { get; init; }

    /// <summary>
    /// It is about to be sent, and everybody's data is never what a forgotten filter should bring: without a filter it is refused, and not only found.
    /// </summary>
    public bool NeedsFilter { get; init; }

    /// <summary>Whether any criterion narrows the search: one without asks for everything that a server has.</summary>
    public bool HasFilter
    {
        get
        {
            foreach (var criterion in Criteria)
            {
                if (criterion.IsFilter)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The type and the names, without values: those may be a patient's.</summary>
    public override string ToString() => nameof(SearchQuery) + " of " + ResourceType + ": " + string.Join(", ", Criteria);

    /// <summary>Reads a query string.</summary>
    /// <param name="resourceType">The resource type that is searched.</param>
    /// <param name="query">What follows the question mark, percent-encoded; a form body reads the same.</param>
    public static SearchQuery Parse(string resourceType, string query)
    {
        var criteria = new List<SearchCriterion>();
        for (var start = 0; start < query.Length;)
        {
            var end = query.IndexOf('&', start);
            end = end < 0 ? query.Length : end;
            if (end > start)
            {
                var equals = query.IndexOf('=', start, end - start);
                var name = Decode(query.Substring(start, (equals < 0 ? end : equals) - start));
                criteria.Add(ParseCriterion(name, equals < 0 ? "" : Decode(query.Substring(equals + 1, end - equals - 1))));
            }

            start = end + 1;
        }

        return new(resourceType, new(criteria));
    }

    /// <summary>Makes a criterion of a decoded name and value.</summary>
    public static SearchCriterion ParseCriterion(string name, string value)
    {
        var values = ValuesOf(value);
        var colon = name.IndexOf(':');
        var dot = name.IndexOf('.');
        if (colon >= 0 && (dot < 0 || colon < dot))
        {
            // _has carries colons and dots of its own: its whole rest is the modifier.
            var chainAt = name.StartsWith("_has:", System.StringComparison.Ordinal) ? -1 : dot;
            return new SearchCriterion
            {
                Name = name.Substring(0, colon),
                Modifier = chainAt < 0 ? name.Substring(colon + 1) : name.Substring(colon + 1, chainAt - colon - 1),
                Chain = chainAt < 0 ? "" : name.Substring(chainAt + 1),
                Values = values,
            };
        }

        return new SearchCriterion
        {
            Name = dot < 0 ? name : name.Substring(0, dot),
            Chain = dot < 0 ? "" : name.Substring(dot + 1),
            Values = values,
        };
    }

    /// <summary>Percent-decoding as UTF-8; <c>+</c> is a space. What is not valid is kept as it stands.</summary>
    public static string Decode(string encoded)
    {
        if (encoded.IndexOf('%') < 0 && encoded.IndexOf('+') < 0)
        {
            return encoded;
        }

        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length && Hex(encoded[i + 1]) >= 0 && Hex(encoded[i + 2]) >= 0)
            {
                bytes[length++] = (byte)((Hex(encoded[i + 1]) * 16) + Hex(encoded[i + 2]));
                i += 2;
            }
            else if (encoded[i] <= '\x7f')
            {
                bytes[length++] = (byte)(encoded[i] == '+' ? ' ' : encoded[i]);
            }
            else
            {
                // What is not ASCII and stands as it is may be half of a character.
                return DecodePartly(encoded);
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static string DecodePartly(string encoded)
    {
        var bytes = new List<byte>(encoded.Length);
        var text = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length && Hex(encoded[i + 1]) >= 0 && Hex(encoded[i + 2]) >= 0)
            {
                bytes.Add((byte)((Hex(encoded[i + 1]) * 16) + Hex(encoded[i + 2])));
                i += 2;
                continue;
            }

            Flush(bytes, text);
            text.Append(encoded[i] == '+' ? ' ' : encoded[i]);
        }

        Flush(bytes, text);
        return text.ToString();
    }

    private static void Flush(List<byte> bytes, StringBuilder text)
    {
        if (bytes.Count > 0)
        {
            text.Append(Encoding.UTF8.GetString(bytes.ToArray()));
            bytes.Clear();
        }
    }

    private static EquatableArray<SearchValue> ValuesOf(string value)
    {
        if (value.IndexOf(',') < 0)
        {
            return new(new[] { new SearchValue(value) });
        }

        var parts = SearchEscaping.Split(value, ',');
        var values = new SearchValue[parts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new(parts[i]);
        }

        return new(values);
    }

    private static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
