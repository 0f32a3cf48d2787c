using System;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

// Values that nothing can have, whatever the platform holds: codes outside a required binding, which no server may extend, truth values that
// are neither, and dates that no calendar has.
public sealed partial class CapabilityJudge
{
    private const string TokenPage = "https://hl7.org/fhir/R4/search.html#token";
    private const string DatePage = "https://hl7.org/fhir/R4/search.html#date";
    private const int MostCodesNamed = 12;

    private static readonly char[] HasParts = { ':' };

    /// <summary>Judges the values of a search that has been judged so far: of none is said two things.</summary>
    private void JudgeImpossibleValues(SearchQuery query, List<CapabilityVerdict> verdicts)
    {
        HashSet<int>? refused = null;
        Dictionary<(int Criterion, int Value), int>? said = null;
        for (var i = 0; i < verdicts.Count; i++)
        {
            if (IsRefusal(verdicts[i]))
            {
                (refused ??= new()).Add(verdicts[i].CriterionIndex);
            }

            var place = (verdicts[i].CriterionIndex, verdicts[i].ValueIndex);
            said ??= new();
            if (!said.ContainsKey(place))
            {
                said.Add(place, i);
            }
        }

        HashSet<string>? impossible = null;
        var known = Know(query.ResourceType);
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            var criterion = query.Criteria[i];
            if (refused?.Contains(i) == true || Searched(known, criterion) is not var (codes, parameter, modifier))
            {
                continue;
            }

            for (var j = 0; j < criterion.Values.Count; j++)
            {
                var value = criterion.Values[j];
                if (value.IsKnown && !string.IsNullOrWhiteSpace(value.Escaped)
                    && JudgeImpossibleValue(known, criterion, (codes, parameter, modifier), value) is { } verdict
                    && TryAdd(verdict with { CriterionIndex = i, ValueIndex = j }, verdicts, said ??= new()))
                {
                    (impossible ??= new()).Add(criterion.Name);
                }
            }
        }

        // What bounds leave between them is not the question where one of them is no date.
        if (impossible is not null)
        {
            verdicts.RemoveAll(verdict => verdict.Id == CapabilityIds.Range && verdict.CriterionIndex >= 0
                && impossible.Contains(query.Criteria[verdict.CriterionIndex].Name));
        }
    }

    private static bool TryAdd(CapabilityVerdict verdict, List<CapabilityVerdict> verdicts, Dictionary<(int Criterion, int Value), int> said)
    {
        if (!said.TryGetValue((verdict.CriterionIndex, verdict.ValueIndex), out var index))
        {
            said.Add((verdict.CriterionIndex, verdict.ValueIndex), verdicts.Count);
            verdicts.Add(verdict);
            return true;
        }

        if (verdicts[index].Id != CapabilityIds.Value)
        {
            return false;
        }

        // The platform is known to take other values only: so it refuses this one.
        verdicts[index] = verdicts[index] with { Id = verdict.Id, RightValue = verdict.RightValue };
        return true;
    }

    /// <summary>Whether a criterion as a whole was found unsupported: then its values do not matter.</summary>
    private static bool IsRefusal(CapabilityVerdict verdict) =>
        (verdict.ValueIndex < 0 && verdict.Id is CapabilityIds.SearchParameter or CapabilityIds.Modifier)
            || verdict is { Id: CapabilityIds.Chain, Support: CapabilitySupport.Unsupported };

    /// <summary>
    /// The parameter of R4 whose values a criterion holds: its own, or the last of a chain or a <c>_has</c>; null where it is not certain
    /// which that is.
    /// </summary>
    private static (R4CodeSet? Codes, R4SearchParameter Parameter, string Modifier)? Searched(JudgedType type, SearchCriterion criterion)
    {
        if (criterion.Chain.Length == 0 && criterion.Name != "_has")
        {
            return type.Find(criterion.Name) is { OfR4: { } own } known ? (known.Codes, own, criterion.Modifier) : null;
        }

        var resourceType = type.Name;
        while (true)
        {
            if (criterion.Name == "_has")
            {
                if (criterion.Modifier.Split(HasParts, 3) is not { Length: 3 } parts || !R4Definitions.IsResourceType(parts[0]))
                {
                    return null;
                }

                resourceType = parts[0];
                criterion = SearchQuery.ParseCriterion(parts[2], "");
            }
            else if (criterion.Chain.Length > 0)
            {
                var targets = R4Definitions.TargetsOf(resourceType, criterion.Name);
                if (criterion.Modifier.Length > 0 ? !R4Definitions.IsResourceType(criterion.Modifier) : targets.Count != 1)
                {
                    return null;
                }

                resourceType = criterion.Modifier.Length > 0 ? criterion.Modifier : targets[0];
                criterion = SearchQuery.ParseCriterion(criterion.Chain, "");
            }
            else
            {
                return R4Definitions.FindSearchParameter(resourceType, criterion.Name) is { } parameter
                    ? (R4RequiredCodes.Of(resourceType, parameter.Name), parameter, criterion.Modifier)
                    : null;
            }
        }
    }

    private CapabilityVerdict? JudgeImpossibleValue(
        JudgedType type, SearchCriterion criterion, (R4CodeSet? Codes, R4SearchParameter Parameter, string Modifier) searched, SearchValue value)
    {
        switch (searched)
        {
            case (_, { Type: SearchParameterType.Date }, ""):
                return SearchDate.IsPossible(WithoutPrefix(value.Escaped!))
                    ? null
                    : Impossible(type.Name, criterion, searched.Modifier, "it is no date that there is, from 2025 to 2025-01-31T10:30:00Z by form", DatePage, null);
            case (_, { Type: SearchParameterType.Token }, "" or "not") when searched.Codes is { } codes:
                var rule = criterion.Chain.Length == 0 ? type.Find(criterion.Name).Values : null;
                if ((rule is not null && IsAmong(rule.Value.Clause, value)) || FindFault(codes, value) is not var (fault, right))
                {
                    // What the platform is known to take finds something there, be it outside the standard.
                    return null;
                }

                return Impossible(
                    type.Name, criterion, searched.Modifier, fault, codes.IsBoolean ? TokenPage : "https://hl7.org/fhir/R4/valueset-" + codes.Name + ".html",
                    rule is null || right is null || IsAmong(rule.Value.Clause, new(right)) ? right : null);
            default:
                return null;
        }
    }

    private static string WithoutPrefix(string text) => text.Length > 1 && char.IsLetter(text[0]) && char.IsLetter(text[1]) ? text.Substring(2) : text;

    private CapabilityVerdict Impossible(string resourceType, SearchCriterion criterion, string modifier, string fault, string page, string? right) => Verdict(
        CapabilitySupport.Undeclared,
        CapabilityIds.ImpossibleValue,
        "This value of '" + criterion.FullName + "' of " + resourceType + (modifier == "not" ? " leaves nothing out on " : " can find nothing on ") + Manifest.Name + ": " + fault,
        "FHIR R4, " + page,
        null) with { RightValue = right };

    /// <summary>Why a token is none that a set holds, and the one that was probably meant; null where it is one.</summary>
    private static (string Fault, string? Right)? FindFault(R4CodeSet codes, SearchValue value)
    {
        var parts = SearchEscaping.Split(value.Escaped!, '|');
        if (parts.Count > 2)
        {
            return null;
        }

        // Nobody writes the system of a truth value, and "|male" leaves it open.
        var system = parts.Count == 2 && !codes.IsBoolean ? SearchEscaping.Unescape(parts[0]) : "";
        var code = value.TokenCode;
        if (code.Length == 0)
        {
            return system.Length == 0 || codes.HasSystem(system) ? null : (DescribeSystems(codes), codes.Systems[0] + "|");
        }

        if (codes.SystemOf(code) is { } own)
        {
            return system.Length == 0 || system == own ? null : (DescribeSystems(codes), own + "|" + code);
        }

        // A system and a code in one text that was meant to be a code: what separates them is escaped there.
        var nearest = Nearest(codes, code.Substring(code.LastIndexOf('|') + 1));
        return (Describe(codes), nearest is null || (system.Length == 0 && code.IndexOf('|') < 0) ? nearest : codes.SystemOf(nearest) + "|" + nearest);
    }

    private static string Describe(R4CodeSet codes)
    {
        var names = new List<string>(codes.Codes);
        return codes.IsBoolean ? "it is neither true nor false"
            : names.Count <= MostCodesNamed ? "R4 has only " + string.Join(", ", names) + " there"
            : "it is none of the " + names.Count.ToString(CultureInfo.InvariantCulture) + " codes that R4 has there";
    }

    private static string DescribeSystems(R4CodeSet codes) => "the system of its codes is " + string.Join(" or ", codes.Systems);

    /// <summary>The code that was probably meant: the only one that begins so ("F" is female), or the nearest by spelling.</summary>
    private static string? Nearest(R4CodeSet codes, string written)
    {
        var word = written.Trim();
        if (codes.IsBoolean)
        {
            switch (word.ToUpperInvariant())
            {
                case "YES" or "Y" or "1" or "ON":
                    return "true";
                case "NO" or "N" or "0" or "OFF":
                    return "false";
            }
        }

        string? only = null;
        var count = 0;
        foreach (var code in codes.Codes)
        {
            if (word.Length > 0 && code.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                only = code;
                count++;
            }
        }

        // Of one or two letters every code is as far away as another.
        return count == 1 ? only : word.Length > 2 ? NearestName.Find(word, codes.Codes) : null;
    }
}
