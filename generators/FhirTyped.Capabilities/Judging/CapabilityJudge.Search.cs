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

    /// <summary>
    /// Judges a filter of an export (https://hl7.org/fhir/uv/bulkdata/export.html#query-parameters, <c>_typeFilter</c>): a search in its form, which a server may take without having that search by itself.
    /// </summary>
    public IReadOnlyList<CapabilityVerdict> JudgeTypeFilter(SearchQuery query)
    {
        if (Manifest.FindResource(query.ResourceType) is not { } resource || JudgeInteraction(query.ResourceType, FhirInteraction.SearchType).IsSupported)
        {
            return JudgeSearch(query);
        }

        var verdicts = new List<CapabilityVerdict>();
        if (resource.SearchParameters.Count > 0)
        {
            JudgeCriteria(query, verdicts);
            return verdicts;
        }

        // It says nothing of any: FHIR's own rules hold all the same.
        JudgeForms(query, verdicts);
        JudgeRelations(query, verdicts);
        JudgeImpossibleValues(query, verdicts);
        return verdicts;
    }

    /// <summary>Judges every criterion, and how they stand to each other: of a search, or of the condition of a write.</summary>
    private void JudgeCriteria(SearchQuery query, List<CapabilityVerdict> verdicts)
    {
        var type = Know(query.ResourceType);
        for (var i = 0; i < query.Criteria.Count; i++)
        {
            JudgeCriterion(type, query.Criteria[i], i, verdicts);
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

    // Nearly every criterion is supported: then nothing is made that says so.
    private void JudgeCriterion(JudgedType type, SearchCriterion criterion, int index, List<CapabilityVerdict> verdicts)
    {
        JudgeEmptyValues(criterion, index, verdicts);
        switch (criterion.Name)
        {
            case "_include" or "_revinclude":
                foreach (var verdict in JudgeIncludes(type.Name, criterion))
                {
                    Add(verdicts, verdict, index);
                }

                break;
            case "_sort":
                for (var i = 0; i < criterion.Values.Count; i++)
                {
                    if (criterion.Values[i].Escaped is { } key)
                    {
                        Add(verdicts, JudgeSort(type.Name, key.TrimStart('-')), index, i);
                    }
                }

                break;
            case "_count":
                Add(verdicts, JudgeCount(type.Name, criterion), index);
                break;
            case var name when R4Definitions.IsResultParameter(name):
                break;
            case var _ when criterion.Chain.Length > 0:
                JudgeChain(type.Name, criterion, index, verdicts);
                break;
            default:
                JudgeFilter(type, criterion, index, verdicts);
                break;
        }
    }

    /// <summary>Adds what speaks against a criterion.</summary>
    /// <param name="verdicts">What speaks against its search.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="criterion">The criterion's place.</param>
    /// <param name="value">The place of its value; null for that of the verdict.</param>
    private static void Add(List<CapabilityVerdict> verdicts, CapabilityVerdict verdict, int criterion, int? value = null)
    {
        if (!verdict.IsSupported)
        {
            verdicts.Add(verdict with { CriterionIndex = criterion, ValueIndex = value ?? verdict.ValueIndex });
        }
    }

    private void JudgeFilter(JudgedType type, SearchCriterion criterion, int index, List<CapabilityVerdict> verdicts)
    {
        if (JudgeNameWithComparison(type.Name, criterion) is { } compared)
        {
            Add(verdicts, compared, index);
            return;
        }

        var parameter = type.Find(criterion.Name);
        var verdict = parameter.Declared is null ? JudgeSearchParameter(type.Name, criterion.Name) : CapabilityVerdict.Supported;
        if (criterion.Name == "_has")
        {
            Add(verdicts, verdict.IsSupported ? JudgeHas(type.Name, criterion) : verdict, index);
            return;
        }

        if (!verdict.IsSupported)
        {
            Add(verdicts, verdict, index);
            if (verdict.Support != CapabilitySupport.Unsupported)
            {
                JudgeSigns(type.Name, criterion, index, verdicts);
            }

            return;
        }

        Add(verdicts, JudgeModifier(type.Name, parameter, criterion.Modifier), index);
        if (criterion.Modifier.Length == 0)
        {
            JudgeValues(type.Name, parameter, criterion, index, verdicts);
        }
    }

    private void JudgeValues(string resourceType, JudgedParameter parameter, SearchCriterion criterion, int index, List<CapabilityVerdict> verdicts)
    {
        var (name, type) = (parameter.Declared!.Name, parameter.Declared.Type);
        for (var i = 0; i < criterion.Values.Count; i++)
        {
            var value = criterion.Values[i];
            if (JudgeSign(name, type, value) is { } sign)
            {
                Add(verdicts, sign, index, i);
                continue;
            }

            if (value.IsPrefixKnown && IsCompared(type))
            {
                Add(verdicts, JudgePrefix(resourceType, parameter, value), index, i);
            }

            if (value.IsKnown && !string.IsNullOrWhiteSpace(value.Escaped))
            {
                Add(verdicts, JudgeValue(resourceType, parameter, value), index, i);
            }
        }
    }

    /// <summary>
    /// Whether a modifier, or none where it is empty, fits the parameter's type (https://hl7.org/fhir/R4/search.html#modifiers), the
    /// platform's statement and its rules.
    /// </summary>
    public CapabilityVerdict JudgeModifier(string resourceType, SearchParameterCapability parameter, string modifier) =>
        JudgeModifier(resourceType, parameter, Know(resourceType).FindClause(RuleVerb.ModifierRequired, parameter.Name), modifier);

    private CapabilityVerdict JudgeModifier(string resourceType, JudgedParameter parameter, string modifier) =>
        JudgeModifier(resourceType, parameter.Declared!, parameter.RequiredModifiers, modifier);

    private CapabilityVerdict JudgeModifier(
        string resourceType, SearchParameterCapability parameter, (PlatformRule Rule, RuleClause Clause)? required, string modifier)
    {
        if (!parameter.Declares(modifier))
        {
            return NotDeclared(CapabilityIds.Modifier, Manifest.Name + " declares '" + parameter.Name + "' of " + resourceType + " only as "
                + string.Join(" and ", parameter.DeclaredNames));
        }

        if (modifier.Length == 0)
        {
            return required is var (needs, forms)
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

    private CapabilityVerdict JudgePrefix(string resourceType, JudgedParameter parameter, SearchValue value)
    {
        var name = parameter.Declared!.Name;
        var prefix = value.Prefix;
        if (SearchPrefixes.Find(prefix) is null)
        {
            // The two letters are part of the value, so the message does not repeat them.
            return Unsupported(CapabilityIds.Prefix, "The value of '" + name + "' does not begin with one of FHIR's comparison prefixes ("
                + string.Join(", ", SearchPrefixes.Words) + ")");
        }

        return parameter.Prefixes is var (rule, clause) && !clause.Values.Contains(prefix)
            ? Broken(rule, CapabilityIds.Prefix, Manifest.Name + " does not support the prefix '" + prefix + "' on '" + name + "' of "
                + resourceType + ": it takes " + string.Join(", ", clause.Values))
            : CapabilityVerdict.Supported;
    }

    private CapabilityVerdict JudgeValue(string resourceType, JudgedParameter parameter, SearchValue value)
    {
        if (parameter.Values is var (rule, clause) && !IsAmong(clause, value))
        {
            return Broken(rule, CapabilityIds.Value, Manifest.Name + " accepts only " + string.Join(", ", clause.Values) + " for '"
                + parameter.Declared!.Name + "' of " + resourceType);
        }

        if (parameter.SystemRequired is { } system && parameter.Declared!.Type == SearchParameterType.Token && SearchEscaping.Split(value.Escaped!, '|').Count < 2)
        {
            return Broken(system, CapabilityIds.SystemRequired,
                Manifest.Name + " needs a system before the code of '" + parameter.Declared.Name + "' of " + resourceType);
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

    private SearchParameterCapability? FindSearchParameter(ResourceCapability resource, string name) => Know(resource.Type).Find(name).Declared;

    private (PlatformRule Rule, RuleClause Clause)? FindClause(string resourceType, RuleVerb verb, string parameter) => Know(resourceType).FindClause(verb, parameter);
}
