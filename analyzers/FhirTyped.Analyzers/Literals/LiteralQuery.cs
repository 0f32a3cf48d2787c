using System;
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
            if (end > start && all[start] != '=')
            {
                if (ReadPair(text, start, end, SearchQuery.Decode) is { } criterion)
                {
                    criteria.Add(criterion);
                }
                else
                {
                    isOpen = true;
                }
            }

            start = end + 1;
        }

        return new(platform, resourceType, criteria, location) { IsOpen = isOpen };
    }

    /// <summary>The criterion of <c>name=value</c>; null where the name, or a whole piece of the query, is only known at run time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the pair begins in it.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="decode">Takes the percent-encoding away, where there is one.</param>
    public static CodeCriterion? ReadPair(QueryText text, int start, int end, Func<string, string> decode)
    {
        var equals = text.Text.IndexOf('=', start, end - start);
        var nameEnd = equals < 0 ? end : equals;
        return text.Text.IndexOf(QueryText.Hole, start, nameEnd - start) >= 0
            ? null
            : ReadCriterion((text, start, nameEnd), (text, equals < 0 ? end : equals + 1, end), decode);
    }

    /// <summary>The criterion of a name and a value that are written apart; null where the name is only known at run time.</summary>
    public static CodeCriterion? ReadPair(QueryText? name, QueryText? value, Location valueLocation)
    {
        if (name is null || name.Text.IndexOf(QueryText.Hole) >= 0)
        {
            return null;
        }

        var whole = (name, 0, name.Text.Length);
        return value is null
            ? Make(whole, new[] { new CodeValue(SearchValue.Unknown, valueLocation) }, Unchanged)
            : ReadCriterion(whole, (value, 0, value.Text.Length), Unchanged);
    }

    /// <summary>What a text stands for that is not percent-encoded: itself.</summary>
    public static string Unchanged(string text) => text;

    private static CodeCriterion ReadCriterion(
        (QueryText Text, int Start, int End) name, (QueryText Text, int Start, int End) value, Func<string, string> decode)
    {
        var values = new List<CodeValue>();
        var start = value.Start;
        foreach (var part in SearchEscaping.Split(value.Text.Text.Substring(start, value.End - start), ','))
        {
            values.Add(new(ValueOf(part, decode), value.Text.LocationOf(start, part.Length)));
            start += part.Length + 1;
        }

        return Make(name, values, decode);
    }

    private static CodeCriterion Make((QueryText Text, int Start, int End) name, IReadOnlyList<CodeValue> values, Func<string, string> decode)
    {
        var known = new SearchValue[values.Count];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = values[i].Value;
        }

        // The name alone: a modifier or a chain is not misspelt with it.
        var written = name.Text.Text.Substring(name.Start, name.End - name.Start);
        var length = written.IndexOfAny(NameEnds);
        return new(
            SearchQuery.ParseCriterion(decode(written), "") with { Values = new(known) },
            name.Text.LocationOf(name.Start, length > 0 ? length : written.Length), name.Text.LocationOf(name.Start, written.Length), values);
    }

    private static readonly char[] NameEnds = { ':', '.', '%' };

    private static SearchValue ValueOf(string part, Func<string, string> decode)
    {
        var hole = part.IndexOf(QueryText.Hole);
        if (hole < 0)
        {
            return new(decode(part));
        }

        return hole == 2 && char.IsLetter(part[0]) && char.IsLetter(part[1]) ? SearchValue.UnknownAfter(part.Substring(0, 2)) : SearchValue.Unknown;
    }
}
