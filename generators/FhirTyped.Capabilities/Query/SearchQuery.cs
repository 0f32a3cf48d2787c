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
        foreach (var pair in query.Split('&'))
        {
            if (pair.Length == 0)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair.Substring(0, equals));
            var value = equals < 0 ? "" : Decode(pair.Substring(equals + 1));
            criteria.Add(ParseCriterion(name, value));
        }

        return new(resourceType, new(criteria));
    }

    /// <summary>Makes a criterion of a decoded name and value.</summary>
    public static SearchCriterion ParseCriterion(string name, string value)
    {
        var values = new List<SearchValue>();
        foreach (var part in SearchEscaping.Split(value, ','))
        {
            values.Add(new SearchValue(part));
        }

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
                Values = new(values),
            };
        }

        return new SearchCriterion
        {
            Name = dot < 0 ? name : name.Substring(0, dot),
            Chain = dot < 0 ? "" : name.Substring(dot + 1),
            Values = new(values),
        };
    }

    /// <summary>Percent-decoding as UTF-8; <c>+</c> is a space. What is not valid is kept as it stands.</summary>
    public static string Decode(string encoded)
    {
        if (encoded.IndexOf('%') < 0 && encoded.IndexOf('+') < 0)
        {
            return encoded;
        }

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

    private static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
