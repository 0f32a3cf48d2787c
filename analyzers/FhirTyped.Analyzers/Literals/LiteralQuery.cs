using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>Reads the query of a search that is written as text.</summary>
internal static class LiteralQuery
{
    /// <summary>The search of a text.</summary>
    /// <param name="platform">The platform that is asked.</param>
    /// <param name="resourceType">The resource type that is searched.</param>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the query begins in it.</param>
    /// <param name="location">Where the search is named.</param>
    public static CodeSearch Read(PlatformFacts platform, string resourceType, QueryText text, int start, Location location)
    {
        var criteria = new List<CodeCriterion>();
        var isOpen = false;
        var all = text.Text;
        while (start < all.Length)
        {
            var end = all.IndexOf('&', start);
            end = end < 0 ? all.Length : end;
            var equals = all.IndexOf('=', start, end - start);
            var nameEnd = equals < 0 ? end : equals;
            if (all.IndexOf(QueryText.Hole, start, nameEnd - start) >= 0)
            {
                // A name, or a whole piece of a query, that is only known at run time.
                isOpen = true;
            }
            else if (nameEnd > start)
            {
                criteria.Add(ReadCriterion(text, start, nameEnd, equals < 0 ? end : equals + 1, end));
            }

            start = end + 1;
        }

        return new(platform, resourceType, criteria, location) { IsOpen = isOpen };
    }

    private static CodeCriterion ReadCriterion(QueryText text, int start, int nameEnd, int valueStart, int end)
    {
        var name = text.Text.Substring(start, nameEnd - start);
        var parsed = SearchQuery.ParseCriterion(SearchQuery.Decode(name), "");
        var values = new List<CodeValue>();
        foreach (var part in SearchEscaping.Split(text.Text.Substring(valueStart, end - valueStart), ','))
        {
            values.Add(new(ValueOf(part), text.LocationOf(valueStart, part.Length)));
            valueStart += part.Length + 1;
        }

        var known = new SearchValue[values.Count];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = values[i].Value;
        }

        // The name alone: a modifier or a chain is not misspelt with it.
        var length = name.IndexOfAny(NameEnds);
        return new(
            parsed with { Values = new(known) }, text.LocationOf(start, length > 0 ? length : name.Length), text.LocationOf(start, name.Length), values);
    }

    private static readonly char[] NameEnds = { ':', '.', '%' };

    private static SearchValue ValueOf(string part)
    {
        var hole = part.IndexOf(QueryText.Hole);
        if (hole < 0)
        {
            return new(SearchQuery.Decode(part));
        }

        return hole == 2 && char.IsLetter(part[0]) && char.IsLetter(part[1]) ? SearchValue.UnknownAfter(part.Substring(0, 2)) : SearchValue.Unknown;
    }
}
