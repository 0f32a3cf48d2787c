using System;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

// What single criteria of a search may be.
public sealed partial class CapabilityJudge
{
    /// <summary>Judges a whole search: every criterion, and how they stand to each other.</summary>
    /// <returns>What is wrong, most certain first in the order of the criteria; empty where all is supported.</returns>
    public IReadOnlyList<CapabilityVerdict> JudgeSearch(SearchQuery query)
    {
        var interaction = JudgeInteraction(query.ResourceType, FhirInteraction.SearchType);
        if (interaction.Support == CapabilitySupport.Unsupported)
        {
            return new[] { interaction };
        }

        var verdicts = new List<CapabilityVerdict>();
        if (!interaction.IsSupported)
        {
            // An implementation guide's silence proves nothing; FHIR's own rules, and a rule about the type, hold all the same.
            verdicts.Add(interaction);
            JudgeForms(query, verdicts);
            JudgeRelations(query, verdicts);
            JudgeImpossibleValues(query, verdicts);
            return verdicts;
        }

        JudgeCriteria(query, verdicts);
        return verdicts;
    }

    /// <summary>Judges every criterion, and how they stand to each other: of a search, or of the condition of a write.</summary>
    private void JudgeCriteria(SearchQuery query, List<CapabilityVerdict> verdicts)
    {
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            foreach (var verdict in JudgeCriterion(query.ResourceType, query.Criteria[i]))
            {
                if (!verdict.IsSupported)
                {
                    verdicts.Add(verdict with { CriterionIndex = i });
                }
            }
        }

        JudgeRelations(query, verdicts);
        JudgeImpossibleValues(query, verdicts);
    }

    /// <summary>Whether the platform has a search parameter on a resource type.</summary>
    public CapabilityVerdict JudgeSearchParameter(string resourceType, string name)
    {
        if (Manifest.FindResource(resourceType) is not { } resource)
        {
            return JudgeResource(resourceType);
        }

        if (FindSearchParameter(resource, name) is not null)
        {
            return CapabilityVerdict.Supported;
        }

        if (name == "_has")
        {
            return JudgeReverseChains(resourceType);
        }

        if (R4Definitions.IsResultParameter(name) || name is "_id" or "_type" or "_query")
        {
            return Undeclared(CapabilityIds.ResultParameter, Manifest.Name + " does not declare " + name + " on " + resourceType + ": it may have no effect");
        }

        return NotDeclared(
            CapabilityIds.SearchParameter,
            Manifest.Name + _lacks + (MayRepeat(name) ? "the search parameter '" + name + "'" : "this search parameter") + " of " + resourceType,
            NearestName.FindSearchParameter(name, SearchParameterNames(resource)),
            StatementPart.SearchParameter, resourceType, name);
    }

    private static IEnumerable<string> SearchParameterNames(ResourceCapability resource)
    {
        foreach (var parameter in resource.SearchParameters)
        {
            if (!R4Definitions.IsResultParameter(parameter.Name))
            {
                yield return parameter.Name;
            }
        }
    }

    /// <summary>Whether results can be sorted by a parameter. A statement cannot declare sort keys: what can be searched can be tried.</summary>
    public CapabilityVerdict JudgeSort(string resourceType, string key)
    {
        if (Manifest.FindResource(resourceType) is not { } resource)
        {
            return JudgeResource(resourceType);
        }

        return FindSearchParameter(resource, key) is not null || key == "_score"
            ? CapabilityVerdict.Supported
            : Undeclared(CapabilityIds.Sort, Manifest.Name + " does not declare "
                + (R4Definitions.FindSearchParameter(resourceType, key) is null ? "this sort key" : "the search parameter '" + key + "'") + " of "
                + resourceType + ", so it can hardly sort by it: sort the results", NearestName.FindSearchParameter(key, SearchParameterNames(resource)));
    }

    private IEnumerable<CapabilityVerdict> JudgeCriterion(string resourceType, SearchCriterion criterion)
    {
        foreach (var verdict in JudgeEmptyValues(criterion))
        {
            yield return verdict;
        }

        switch (criterion.Name)
        {
            case "_include" or "_revinclude":
                foreach (var verdict in JudgeIncludes(resourceType, criterion))
                {
                    yield return verdict;
                }

                yield break;
            case "_sort":
                for (var i = 0; i < criterion.Values.Count; i++)
                {
                    if (criterion.Values[i].Escaped is { } key)
                    {
                        var verdict = JudgeSort(resourceType, key.TrimStart('-'));
                        yield return verdict.IsSupported ? verdict : verdict with { ValueIndex = i };
                    }
                }

                yield break;
            case "_count":
                yield return JudgeCount(resourceType, criterion);
                yield break;
            default:
                if (R4Definitions.IsResultParameter(criterion.Name))
                {
                    yield break;
                }

                foreach (var verdict in criterion.Chain.Length > 0 ? JudgeChain(resourceType, criterion) : JudgeFilter(resourceType, criterion))
                {
                    yield return verdict;
                }

                yield break;
        }
    }

    private IEnumerable<CapabilityVerdict> JudgeFilter(string resourceType, SearchCriterion criterion)
    {
        if (JudgeNameWithComparison(resourceType, criterion) is { } compared)
        {
            yield return compared;
            yield break;
        }

        var verdict = JudgeSearchParameter(resourceType, criterion.Name);
        if (criterion.Name == "_has")
        {
            yield return verdict.IsSupported ? JudgeHas(resourceType, criterion) : verdict;
            yield break;
        }

        if (!verdict.IsSupported)
        {
            yield return verdict;
            if (verdict.Support != CapabilitySupport.Unsupported)
            {
                foreach (var form in JudgeSigns(resourceType, criterion))
                {
                    yield return form;
                }
            }

            yield break;
        }

        var parameter = FindSearchParameter(Manifest.FindResource(resourceType)!, criterion.Name)!;
        yield return JudgeModifier(resourceType, parameter, criterion.Modifier);
        foreach (var value in criterion.Modifier.Length > 0 ? Array.Empty<CapabilityVerdict>() : JudgeValues(resourceType, parameter, criterion))
        {
            yield return value;
        }
    }

    private IEnumerable<CapabilityVerdict> JudgeValues(string resourceType, SearchParameterCapability parameter, SearchCriterion criterion)
    {
        for (var i = 0; i < criterion.Values.Count; i++)
        {
            var value = criterion.Values[i];
            if (JudgeSign(parameter.Name, parameter.Type, value) is { } sign)
            {
                yield return sign with { ValueIndex = i };
                continue;
            }

            if (value.IsPrefixKnown)
            {
                yield return JudgePrefix(resourceType, parameter, value) with { ValueIndex = i };
            }

            if (value.IsKnown && value.Escaped!.Trim().Length > 0)
            {
                yield return JudgeValue(resourceType, parameter, value) with { ValueIndex = i };
            }
        }
    }

    /// <summary>
    /// Whether a modifier, or none where it is empty, fits the parameter's type (https://hl7.org/fhir/R4/search.html#modifiers), the
    /// platform's statement and its rules.
    /// </summary>
    public CapabilityVerdict JudgeModifier(string resourceType, SearchParameterCapability parameter, string modifier)
    {
        if (!parameter.Declares(modifier))
        {
            return NotDeclared(CapabilityIds.Modifier, Manifest.Name + " declares '" + parameter.Name + "' of " + resourceType + " only as "
                + string.Join(" and ", parameter.DeclaredNames));
        }

        if (modifier.Length == 0)
        {
            return FindClause(resourceType, RuleVerb.ModifierRequired, parameter.Name) is var (needs, forms)
                ? Broken(needs, CapabilityIds.Modifier, Manifest.Name + " takes '" + parameter.Name + "' of " + resourceType + " only with :" + string.Join(" or :", forms.Values))
                : CapabilityVerdict.Supported;
        }

        if (parameter.Modifiers.Count == 0 && !FitsType(parameter.Type, modifier))
        {
            return Unsupported(CapabilityIds.Modifier,
                "FHIR has no " + (MayRepeat(modifier) ? "modifier ':" + modifier + "'" : "such modifier") + " for the " + parameter.Type.ToCode()
                + " parameter '" + parameter.Name + "'");
        }

        if (FindClause(resourceType, RuleVerb.Modifiers, parameter.Name) is var (rule, clause) && !clause.Values.Contains(modifier))
        {
            return Broken(rule, CapabilityIds.Modifier,
                Manifest.Name + " does not support ':" + modifier + "' on '" + parameter.Name + "' of " + resourceType
                + (clause.Values.Count == 0 ? ": it takes no modifier" : ": it takes :" + string.Join(", :", clause.Values)));
        }

        return CapabilityVerdict.Supported;
    }

    private static bool FitsType(SearchParameterType type, string modifier) => modifier switch
    {
        "missing" => true,
        "exact" or "contains" => type == SearchParameterType.String,
        "text" => type is SearchParameterType.Token or SearchParameterType.String or SearchParameterType.Reference,
        "not" => type is SearchParameterType.Token or SearchParameterType.Reference or SearchParameterType.Uri,
        "in" or "not-in" or "of-type" => type == SearchParameterType.Token,
        "above" or "below" => type is SearchParameterType.Token or SearchParameterType.Uri or SearchParameterType.Reference,
        "identifier" => type == SearchParameterType.Reference,
        _ => type is SearchParameterType.Reference or SearchParameterType.Special
            && (R4Definitions.IsResourceType(modifier) || type == SearchParameterType.Special),
    };

    private CapabilityVerdict JudgePrefix(string resourceType, SearchParameterCapability parameter, SearchValue value)
    {
        if (!IsCompared(parameter.Type))
        {
            return CapabilityVerdict.Supported;
        }

        var prefix = value.Prefix;
        if (SearchPrefixes.Find(prefix) is null)
        {
            // The two letters are part of the value, so the message does not repeat them.
            return Unsupported(CapabilityIds.Prefix, "The value of '" + parameter.Name + "' does not begin with one of FHIR's comparison prefixes ("
                + string.Join(", ", SearchPrefixes.Words) + ")");
        }

        return FindClause(resourceType, RuleVerb.Prefixes, parameter.Name) is var (rule, clause) && !clause.Values.Contains(prefix)
            ? Broken(rule, CapabilityIds.Prefix, Manifest.Name + " does not support the prefix '" + prefix + "' on '" + parameter.Name + "' of "
                + resourceType + ": it takes " + string.Join(", ", clause.Values))
            : CapabilityVerdict.Supported;
    }

    private CapabilityVerdict JudgeValue(string resourceType, SearchParameterCapability parameter, SearchValue value)
    {
        if (FindClause(resourceType, RuleVerb.Values, parameter.Name) is var (rule, clause) && !IsAmong(clause, value))
        {
            return Broken(rule, CapabilityIds.Value, Manifest.Name + " accepts only " + string.Join(", ", clause.Values) + " for '"
                + parameter.Name + "' of " + resourceType);
        }

        if (parameter.Type == SearchParameterType.Token && FindRule(resourceType, RuleVerb.SystemRequired) is { } system
            && system.Clauses[0].Values.Contains(parameter.Name) && SearchEscaping.Split(value.Escaped!, '|').Count < 2)
        {
            return Broken(system, CapabilityIds.SystemRequired,
                Manifest.Name + " needs a system before the code of '" + parameter.Name + "' of " + resourceType);
        }

        return CapabilityVerdict.Supported;
    }

    private static bool IsAmong(RuleClause clause, SearchValue value) =>
        clause.Values.Contains(value.TokenCode) || clause.Values.Contains(SearchEscaping.Unescape(value.Escaped!));

    private CapabilityVerdict JudgeCount(string resourceType, SearchCriterion criterion)
    {
        if (FindRule(resourceType, RuleVerb.Ignored) is { } rule && rule.Clauses[0].Values.Contains("_count"))
        {
            return Verdict(CapabilitySupport.Undeclared, CapabilityIds.Count, Manifest.Name + " ignores _count on " + resourceType + ": leave it out", rule.Source, null);
        }

        var maximum = Manifest.Limits.MaximumCount;
        return maximum > 0 && criterion.Values.Count > 0
            && int.TryParse(criterion.Values[0].Escaped, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > maximum
            ? Undeclared(CapabilityIds.Count, Manifest.Name + " gives at most " + maximum.ToString(CultureInfo.InvariantCulture) + " resources on a page")
            : CapabilityVerdict.Supported;
    }

    private SearchParameterCapability? FindSearchParameter(ResourceCapability resource, string name)
    {
        if (resource.FindSearchParameter(name) is { } own)
        {
            return own;
        }

        foreach (var parameter in Manifest.SystemSearchParameters)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>What a rule says of a parameter; a rule of the resource type stands before one of all types.</summary>
    private (PlatformRule Rule, RuleClause Clause)? FindClause(string resourceType, RuleVerb verb, string parameter)
    {
        (PlatformRule, RuleClause)? general = null;
        foreach (var rule in Manifest.Rules)
        {
            if (rule.Verb != verb || !rule.AppliesTo(resourceType))
            {
                continue;
            }

            foreach (var clause in rule.Clauses)
            {
                if (clause.Parameter == parameter)
                {
                    if (rule.ResourceType != "*")
                    {
                        return (rule, clause);
                    }

                    general ??= (rule, clause);
                }
            }
        }

        return general;
    }
}
