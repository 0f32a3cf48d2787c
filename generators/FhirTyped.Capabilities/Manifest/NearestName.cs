using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate nearest to a name by edit distance, ignoring case and the characters <c>-</c>, <c>_</c> and <c>.</c>; null where
    /// none is near enough to be meant (a third of the letters, at least two).
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var wanted = Fold(name);
        var limit = Math.Max(2, wanted.Length / 3);
        string? best = null;
        var bestDistance = limit + 1;
        foreach (var candidate in candidates)
        {
            var folded = Fold(candidate);
            var distance = folded == wanted ? 0
                : folded.Length > 3 && wanted.Length > 3 && (folded.StartsWith(wanted, StringComparison.Ordinal) || wanted.StartsWith(folded, StringComparison.Ordinal)) ? 1
                : Distance(wanted, folded, bestDistance);
            if (distance < bestDistance || (distance == bestDistance && best is not null && string.CompareOrdinal(candidate, best) < 0))
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return bestDistance <= limit ? best : null;
    }

    /// <summary>The search parameter that a name means: the same but for case and hyphens, one with that meaning, or the nearest by spelling.</summary>
    public static string? FindSearchParameter(string name, IEnumerable<string> candidates) => Find(name, candidates, Synonyms.OfSearchParameter(Fold(name)));

    /// <summary>The resource type that a name means: the same but for case, one with that meaning, or the nearest by spelling.</summary>
    public static string? FindResourceType(string name, IEnumerable<string> candidates) => Find(name, candidates, Synonyms.OfResourceType(Fold(name)));

    private static string? Find(string name, IEnumerable<string> candidates, IReadOnlyList<string> meanings)
    {
        var wanted = Fold(name);
        string? meant = null;
        var rank = meanings.Count;
        foreach (var candidate in candidates)
        {
            if (Fold(candidate) == wanted)
            {
                return candidate;
            }

            for (var i = 0; i < rank; i++)
            {
                if (meanings[i] == candidate)
                {
                    (meant, rank) = (candidate, i);
                }
            }
        }

        // Whoever writes a word with a meaning has not misspelt another.
        return meanings.Count > 0 ? meant : Find(name, candidates);
    }

    private static string Fold(string name)
    {
        var letters = new char[name.Length];
        var count = 0;
        foreach (var c in name)
        {
            if (c is not ('-' or '_' or '.'))
            {
                letters[count++] = char.ToLowerInvariant(c);
            }
        }

        return new string(letters, 0, count);
    }

    /// <summary>Levenshtein distance, given up once it passes a bound.</summary>
    private static int Distance(string left, string right, int bound)
    {
        if (Math.Abs(left.Length - right.Length) > bound)
        {
            return bound + 1;
        }

        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
