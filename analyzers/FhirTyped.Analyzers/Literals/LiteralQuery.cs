using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>Reads the query of a search that is written as text.</summary>
internal static class LiteralQuery
{
    private static readonly char[] NameEnds = { ':', '.' };

    /// <summary>The search of a text.</summary>
    /// <param name="platform">The platform that is asked.</param>
    /// <param name="resourceType">The resource type that is searched.</param>
    /// <param name="text">The text.</param>
    /// <param name="part">Where the query begins in it, and where it ends.</param>
    /// <param name="syntax">How the text is written.</param>
    /// <param name="location">Where the search is named.</param>
    public static CodeSearch Read(PlatformFacts platform, string resourceType, QueryText text, (int Start, int End) part, QuerySyntax syntax, Location location)
    {
        var criteria = new List<CodeCriterion>();
        var isOpen = false;
        foreach (var (start, end) in Pairs(text, part))
        {
            if (text.Text[start] == '=')
            {
                continue;
            }

            if (ReadPair(text, start, end, syntax) is { } criterion)
            {
                criteria.Add(criterion);
            }
            else
            {
                isOpen = true;
            }
        }

        return new(platform, resourceType, criteria, location) { IsOpen = isOpen };
    }

    /// <summary>What stands between the separators of a query, empty parts left out.</summary>
    public static IEnumerable<(int Start, int End)> Pairs(QueryText text, (int Start, int End) part)
    {
        for (var start = part.Start; start < part.End;)
        {
            var end = text.Text.IndexOf('&', start, part.End - start);
            end = end < 0 ? part.End : end;
            if (end > start)
            {
                yield return (start, end);
            }

            start = end + 1;
        }
    }

    /// <summary>The criterion of <c>name=value</c>; null where the name, or a whole piece of the query, is only known at run time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the pair begins in it.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="syntax">How the text is written.</param>
    public static CodeCriterion? ReadPair(QueryText text, int start, int end, QuerySyntax syntax)
    {
        var equals = text.Text.IndexOf('=', start, end - start);
        var nameEnd = equals < 0 ? end : equals;
        return text.Text.IndexOf(QueryText.Hole, start, nameEnd - start) >= 0
            ? null
            : ReadCriterion(new(text, start, nameEnd, syntax), new(text, equals < 0 ? end : equals + 1, end, syntax));
    }

    /// <summary>The criterion of a name and a value that are written apart; null where the name is only known at run time.</summary>
    public static CodeCriterion? ReadPair(QueryText? name, QueryText? value, Location valueLocation)
    {
        if (name is null || name.Text.IndexOf(QueryText.Hole) >= 0)
        {
            return null;
        }

        var whole = new DecodedText(name, 0, name.Text.Length, QuerySyntax.Plain);
        return value is null
            ? Make(whole, new[] { new CodeValue(SearchValue.Unknown, valueLocation) })
            : ReadCriterion(whole, new(value, 0, value.Text.Length, QuerySyntax.Plain));
    }

    // As a server does: what is encoded is a separator of values all the same.
    private static CodeCriterion ReadCriterion(DecodedText name, DecodedText value)
    {
        var values = new List<CodeValue>();
        var start = 0;
        foreach (var part in SearchEscaping.Split(value.Text, ','))
        {
            values.Add(new(ValueOf(part), value.LocationOf(start, part.Length)));
            start += part.Length + 1;
        }

        return Make(name, values);
    }

    private static CodeCriterion Make(DecodedText name, IReadOnlyList<CodeValue> values)
    {
        var known = new SearchValue[values.Count];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = values[i].Value;
        }

        // The name alone: a modifier or a chain is not misspelt with it.
        var length = name.Text.IndexOfAny(NameEnds);
        return new(
            SearchQuery.ParseCriterion(name.Text, "") with { Values = new(known) },
            name.LocationOf(0, length > 0 ? length : name.Text.Length), name.LocationOf(0, name.Text.Length), values);
    }

    private static SearchValue ValueOf(string part)
    {
        var hole = part.IndexOf(QueryText.Hole);
        if (hole < 0)
        {
            return new(part);
        }

        return hole == 2 && char.IsLetter(part[0]) && char.IsLetter(part[1]) ? SearchValue.UnknownAfter(part.Substring(0, 2)) : SearchValue.Unknown;
    }
}
