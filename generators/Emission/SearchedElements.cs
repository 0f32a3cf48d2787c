using System;
using System.Collections.Generic;
using System.Text;

namespace FhirTyped.Emission;

/// <summary>Says in words which elements a search parameter looks at, by the expression that the standard gives for it.</summary>
internal static class SearchedElements
{
    private const int MostNamed = 4;
    private const string Resolves = ".where(resolve() is ";
    private const string Where = ".where(";
    private const string AsFunction = ".as(";
    private const string AsOperator = " as ";

    /// <summary><c>(Observation.value as Quantity) | (Observation.value as SampledData)</c> is "Observation.value as Quantity or SampledData".</summary>
    public static string Describe(string expression)
    {
        var places = new List<string>();
        foreach (var part in Parts(expression))
        {
            var place = Place(part);

            // Several types of one element are one place.
            var type = place.LastIndexOf(AsOperator, StringComparison.Ordinal);
            var last = places.Count > 0 ? places[places.Count - 1] : "";
            if (type > 0 && last.StartsWith(place.Substring(0, type + AsOperator.Length), StringComparison.Ordinal))
            {
                places[places.Count - 1] = last + " or " + place.Substring(type + AsOperator.Length);
            }
            else if (!places.Contains(place))
            {
                places.Add(place);
            }
        }

        var text = new StringBuilder();
        for (var i = 0; i < places.Count && i < MostNamed; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(places[i]);
        }

        return text.Append(places.Count > MostNamed ? " and " + (places.Count - MostNamed) + " more" : "").ToString();
    }

    private static string Place(string part)
    {
        while (part.Length > 1 && part[0] == '(' && part[part.Length - 1] == ')' && Close(part) == part.Length - 1)
        {
            part = part.Substring(1, part.Length - 2).Trim();
        }

        var end = part.Length > 0 ? part.IndexOf(')') : -1;
        var resolves = part.IndexOf(Resolves, StringComparison.Ordinal);
        if (resolves > 0 && part.EndsWith(")", StringComparison.Ordinal))
        {
            return part.Substring(0, resolves) + " that leads to " + part.Substring(resolves + Resolves.Length).TrimEnd(')');
        }

        var where = part.IndexOf(Where, StringComparison.Ordinal);
        if (where > 0 && end > where)
        {
            return part.Substring(0, where) + part.Substring(end + 1) + " where " + part.Substring(where + Where.Length, end - where - Where.Length).Replace("=", " is ").Replace("  ", " ").Replace("'", "");
        }

        var function = part.IndexOf(AsFunction, StringComparison.Ordinal);
        return function > 0 && end == part.Length - 1 ? part.Substring(0, function) + AsOperator + part.Substring(function + AsFunction.Length).TrimEnd(')') : part;
    }

    // What stands between the bars that are within no parenthesis.
    private static IEnumerable<string> Parts(string expression)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i < expression.Length; i++)
        {
            depth += expression[i] == '(' ? 1 : expression[i] == ')' ? -1 : 0;
            if (expression[i] == '|' && depth == 0)
            {
                yield return expression.Substring(start, i - start).Trim();
                start = i + 1;
            }
        }

        yield return expression.Substring(start).Trim();
    }

    private static int Close(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
