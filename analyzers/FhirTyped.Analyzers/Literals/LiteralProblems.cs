using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>Finds what the client refuses in the text of a search: it would throw when the search is built.</summary>
internal static class LiteralProblems
{
    /// <summary>The problems and where they stand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">Where the query begins in it, and where it ends.</param>
    public static IEnumerable<(string Problem, Location Location)> Find(QueryText text, (int Start, int End) part)
    {
        foreach (var (start, end) in LiteralQuery.Pairs(text, part))
        {
            var equals = text.Text.IndexOf('=', start, end - start);
            var nameEnd = equals < 0 ? end : equals;
            var isReadable = true;
            foreach (var problem in OfCharacters(text, start, end))
            {
                isReadable = false;
                yield return problem;
            }

            if (isReadable && OfName(text, start, nameEnd) is { } name)
            {
                yield return (name, nameEnd > start ? text.LocationOf(start, nameEnd - start) : text.LocationOf(start, 1));
            }
        }
    }

    private static IEnumerable<(string, Location)> OfCharacters(QueryText text, int start, int end)
    {
        var isEscape = false;
        var reader = new SearchTextReader(text.Text, start, end);
        while (reader.Read())
        {
            if (reader.Problem is { } problem)
            {
                yield return ("there is " + problem, text.LocationOf(reader.Start, reader.Length));
            }
            else if (isEscape && text.IsHole(reader.Start))
            {
                yield return ("a backslash stands before a value of the program and would escape its first character", text.LocationOf(reader.Start - 1, 1));
            }

            isEscape = reader.CodePoint == '\\' && !isEscape;
        }
    }

    // Of what a hole holds nothing is known: a name could stand there.
    private static string? OfName(QueryText text, int start, int end) =>
        SearchNames.FindProblem(new DecodedText(text, start, end, QuerySyntax.Client).Text.Replace(QueryText.Hole, 'x'));
}
