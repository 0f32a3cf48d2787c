using System;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

// Bounds that contradict each other, or stand alone where the platform needs both. Only what is certain without a time zone
// and in one unit is said.
public sealed partial class CapabilityJudge
{
    private const int DateLength = 10;

    // Each bound of a parameter is compared with so many before it: nobody gives more.
    private const int MostBounds = 64;

    private void JudgeRanges(SearchQuery query, List<CapabilityVerdict> verdicts)
    {
        Dictionary<string, List<SearchCriterion>>? bounds = null;
        var first = -1;
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            var criterion = query.Criteria[i];
            if (BoundOf(criterion) is null)
            {
                continue;
            }

            // One alone contradicts none.
            if (first < 0)
            {
                first = i;
                continue;
            }

            bounds ??= new() { [query.Criteria[first].Name] = new() { query.Criteria[first] } };
            if (!bounds.TryGetValue(criterion.Name, out var earlier))
            {
                bounds.Add(criterion.Name, earlier = new());
            }

            if (earlier.Exists(bound => IsEmpty(bound, criterion)))
            {
                verdicts.Add(Undeclared(CapabilityIds.Range, "Nothing can match: the bounds of " + Quote(criterion.Name, "a search parameter") + " leave nothing between them")
                    with { CriterionIndex = i });
            }

            if (earlier.Count < MostBounds)
            {
                earlier.Add(criterion);
            }
        }
    }

    private void JudgeClosedRange(SearchQuery query, PlatformRule rule, List<CapabilityVerdict> verdicts)
    {
        foreach (var parameter in rule.Clauses[0].Values)
        {
            if (IndexOf(query, parameter, orPossible: false) is >= 0 and var index && !query.IsOpen
                && SideOf(query.Criteria[index]) is { } isLower && !HasOtherThan(query, parameter, isLower))
            {
                verdicts.Add(Verdict(CapabilitySupport.Undeclared, CapabilityIds.Range, Manifest.Name + " needs '" + parameter + "' of "
                    + query.ResourceType + " closed: give " + (isLower ? "an upper bound (le or lt)" : "a lower bound (ge or gt)") + " as well",
                    rule.Source, null) with { CriterionIndex = index });
            }
        }
    }

    /// <summary>Whether a parameter is also given, or may be, with anything but a bound of that side.</summary>
    private static bool HasOtherThan(SearchQuery query, string parameter, bool isLower)
    {
        foreach (var criterion in query.Criteria)
        {
            if (IsNamed(criterion, parameter) && SideOf(criterion) != isLower)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a bound from below, false for one from above, null for anything else.</summary>
    private static bool? SideOf(SearchCriterion criterion) => criterion.FullName == criterion.Name && criterion.Values.Count == 1 && criterion.Values[0].IsPrefixKnown
        ? SearchPrefixes.Find(criterion.Values[0].Prefix) switch
        {
            SearchPrefix.GreaterOrEqual or SearchPrefix.GreaterThan or SearchPrefix.StartsAfter => true,
            SearchPrefix.LessOrEqual or SearchPrefix.LessThan or SearchPrefix.EndsBefore => false,
            _ => null,
        }
        : null;

    private static bool IsEmpty(SearchCriterion first, SearchCriterion second)
    {
        if (BoundOf(first) is not var (isFirstLower, isFirstStrict, from) || BoundOf(second) is not var (isSecondLower, isSecondStrict, to)
            || isFirstLower == isSecondLower)
        {
            return false;
        }

        var order = isFirstLower ? Compare(from, to) : Compare(to, from);
        return order > 0 || (order == 0 && (isFirstStrict || isSecondStrict));
    }

    /// <summary>Whether a criterion bounds from below, whether the bound itself is out, and the bound; null where it is no certain bound.</summary>
    private static (bool IsLower, bool IsStrict, string Value)? BoundOf(SearchCriterion criterion)
    {
        if (criterion.IsPossible || criterion.FullName != criterion.Name || criterion.Values.Count != 1 || !criterion.Values[0].IsKnown)
        {
            return null;
        }

        var prefix = SearchPrefixes.Take(criterion.Values[0].Escaped!, out var value);
        return prefix is SearchPrefix.GreaterOrEqual or SearchPrefix.GreaterThan or SearchPrefix.LessOrEqual or SearchPrefix.LessThan
            ? (prefix is SearchPrefix.GreaterOrEqual or SearchPrefix.GreaterThan, prefix is SearchPrefix.GreaterThan or SearchPrefix.LessThan, value)
            : null;
    }

    /// <summary>Above 0 where the first is surely after the second, 0 where they are surely one, else below 0.</summary>
    private static int Compare(string lower, string upper)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var lowerUnit = lower.IndexOf('|');
        var upperUnit = upper.IndexOf('|');
        var sameUnit = lowerUnit < 0 ? upperUnit < 0 : upperUnit >= 0 && lower.Substring(lowerUnit) == upper.Substring(upperUnit);
        if (lower.Length < 4 || lower.IndexOf('-', 1) < 0)
        {
            return sameUnit && decimal.TryParse(lowerUnit < 0 ? lower : lower.Substring(0, lowerUnit), Style, CultureInfo.InvariantCulture, out var from)
                && decimal.TryParse(upperUnit < 0 ? upper : upper.Substring(0, upperUnit), Style, CultureInfo.InvariantCulture, out var to)
                ? from.CompareTo(to)
                : -1;
        }

        // A year, a month or a day: where one is coarser it holds the whole of the other. Times are left alone for their zones.
        var length = Math.Min(lower.Length, upper.Length);
        if (length > DateLength || Math.Max(lower.Length, upper.Length) > DateLength)
        {
            return -1;
        }

        var order = string.CompareOrdinal(lower.Substring(0, length), upper.Substring(0, length));
        return order == 0 && lower.Length != upper.Length ? -1 : order;
    }
}
