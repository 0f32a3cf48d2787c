using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// Searches through references: chains (https://hl7.org/fhir/R4/search.html#chaining) and _has. A CapabilityStatement has no place for them.
// Some servers list single chains by their whole names ("patient.identifier"); of the others nothing is said where nothing is known.
public sealed partial class CapabilityJudge
{
    private void JudgeChain(string resourceType, SearchCriterion criterion, int index, List<CapabilityVerdict> verdicts)
    {
        var resource = Manifest.FindResource(resourceType)!;
        var (path, modifier) = SplitModifier(criterion.Chain);
        if (FindDeclaredChain(resource, criterion, path) is { } declared)
        {
            Add(verdicts, JudgeModifier(resourceType, declared, modifier), index);
            if (modifier.Length == 0)
            {
                JudgeValues(resourceType, Know(resourceType).Find(declared.Name), criterion, index, verdicts);
            }

            return;
        }

        var verdict = JudgeSearchParameter(resourceType, criterion.Name);
        if (!verdict.IsSupported)
        {
            Add(verdicts, verdict, index);
            return;
        }

        Add(verdicts, JudgeModifier(resourceType, FindSearchParameter(resource, criterion.Name)!, criterion.Modifier), index);
        Add(verdicts, JudgeTarget(resourceType, criterion) is { IsSupported: false } elsewhere ? elsewhere : JudgeChains(resource, criterion), index);
    }

    /// <summary>Whether the platform takes chained searches of a resource type, so far as anything is known.</summary>
    private CapabilityVerdict JudgeChains(ResourceCapability resource, SearchCriterion criterion)
    {
        if (FindRule(resource.Type, RuleVerb.Chains) is { } rule)
        {
            return rule.Clauses[0].Values[0] == "true"
                ? CapabilityVerdict.Supported
                : Broken(rule, CapabilityIds.Chain, Manifest.Name + " does not support chained searches of " + resource.Type + " such as "
                    + Quote(criterion, "this one") + ": search for what is referred to first");
        }

        var chains = new List<string>();
        foreach (var parameter in resource.SearchParameters)
        {
            if (parameter.Name.IndexOf('.') > 0)
            {
                chains.Add(parameter.Name);
            }
        }

        return chains.Count == 0
            ? CapabilityVerdict.Supported
            : Undeclared(CapabilityIds.Chain, Manifest.Name + " declares only these chained searches of " + resource.Type + ": " + string.Join(", ", chains)
                + "; " + Quote(criterion, "this one") + " may not work");
    }

    /// <summary>Whether what a chain searches for exists where the reference leads: a name that nobody knows is dropped, and with it the filter.</summary>
    private CapabilityVerdict JudgeTarget(string resourceType, SearchCriterion criterion)
    {
        var targets = R4Definitions.TargetsOf(resourceType, criterion.Name);
        if (targets.Count == 0)
        {
            return CapabilityVerdict.Supported;
        }

        if (criterion.Modifier.Length > 0)
        {
            if (!Contains(targets, criterion.Modifier))
            {
                return NotDeclared(CapabilityIds.Chain, "'" + criterion.Name + "' of " + resourceType + " leads to " + Describe(targets) + ", so "
                    + Manifest.Name + _lacks + Quote(criterion, "this chain"));
            }

            targets = new[] { criterion.Modifier };
        }

        return IsKnownPath(targets, criterion.Chain)
            ? CapabilityVerdict.Supported
            : NotDeclared(CapabilityIds.Chain, Manifest.Name + _lacks + Quote(criterion, "this chain") + " on " + resourceType + ": neither it nor FHIR R4 has that search parameter of "
                + Describe(targets));
    }

    /// <summary>Whether a path of parameters can start from one of some resource types.</summary>
    private bool IsKnownPath(IReadOnlyList<string> types, string path)
    {
        var dot = path.IndexOf('.');
        var (name, modifier) = SplitModifier(dot < 0 ? path : path.Substring(0, dot));
        if (name.StartsWith("_has", System.StringComparison.Ordinal))
        {
            return true;
        }

        var next = new List<string>();
        var isKnown = false;
        foreach (var type in types)
        {
            if (R4Definitions.FindSearchParameter(type, name) is not null)
            {
                isKnown = true;
                next.AddRange(R4Definitions.TargetsOf(type, name));
            }
            else if (Manifest.FindResource(type) is { } resource && (FindSearchParameter(resource, name) ?? FindSearchParameter(resource, path)) is not null)
            {
                // Where a parameter of the platform's own leads, nobody says.
                return true;
            }
        }

        return isKnown && (dot < 0 || next.Count == 0
            || IsKnownPath(modifier.Length > 0 && R4Definitions.IsResourceType(modifier) ? new[] { modifier } : next, path.Substring(dot + 1)));
    }

    /// <summary>
    /// The parameter by whose whole name a chain is declared. A type that the chain names (<c>patient:Patient.identifier</c>) may be left out
    /// there, where the reference leads to it.
    /// </summary>
    private SearchParameterCapability? FindDeclaredChain(ResourceCapability resource, SearchCriterion criterion, string path)
    {
        var whole = criterion.Name + (criterion.Modifier.Length > 0 ? ":" + criterion.Modifier : "") + "." + path;
        if (FindSearchParameter(resource, whole) is { } declared)
        {
            return declared;
        }

        return criterion.Modifier.Length > 0 && Contains(R4Definitions.TargetsOf(resource.Type, criterion.Name), criterion.Modifier)
            ? FindSearchParameter(resource, criterion.Name + "." + path)
            : null;
    }

    /// <summary>Whether the platform takes <c>_has</c> where its statement does not list it.</summary>
    private CapabilityVerdict JudgeReverseChains(string resourceType)
    {
        if (FindRule(resourceType, RuleVerb.ReverseChains) is not { } rule)
        {
            return Undeclared(CapabilityIds.Chain, Manifest.Name + " does not declare _has on " + resourceType + ": search for what refers to it first");
        }

        return rule.Clauses[0].Values[0] == "true"
            ? CapabilityVerdict.Supported
            : Broken(rule, CapabilityIds.Chain, Manifest.Name + " does not support _has on " + resourceType + ": search for what refers to it first");
    }

    /// <summary>Whether a <c>_has</c> that is taken is one that can find something: <c>_has:Observation:patient:code</c>.</summary>
    private CapabilityVerdict JudgeHas(string resourceType, SearchCriterion criterion)
    {
        if (FindSearchParameter(Manifest.FindResource(resourceType)!, "_has") is { Modifiers.Count: > 0 } listed)
        {
            return listed.Declares(criterion.Modifier)
                ? CapabilityVerdict.Supported
                : NotDeclared(CapabilityIds.Chain, Manifest.Name + " declares _has on " + resourceType + " only as " + string.Join(" and ", listed.DeclaredNames));
        }

        var parts = criterion.Modifier.Split(':');
        if (parts.Length < 2 || !R4Definitions.IsResourceType(parts[0]))
        {
            return NotDeclared(CapabilityIds.Chain, Quote(criterion, "This _has") + " is not of the form _has:Type:reference:parameter, so " + Manifest.Name + _lacks + "it");
        }

        var targets = R4Definitions.TargetsOf(parts[0], parts[1]);
        var isOwn = Manifest.FindResource(parts[0]) is { } referrer && FindSearchParameter(referrer, parts[1]) is not null;
        return (targets.Count > 0 ? Contains(targets, resourceType) : isOwn)
            ? parts.Length < 3 || IsKnownPath(new[] { parts[0] }, parts[2])
                ? CapabilityVerdict.Supported
                : NotDeclared(CapabilityIds.Chain, Manifest.Name + _lacks + Quote(criterion, "this _has") + ": neither it nor FHIR R4 has that search parameter of " + parts[0])
            : NotDeclared(CapabilityIds.Chain, Manifest.Name + _lacks + Quote(criterion, "this _has") + ": " + parts[0] + " has no such reference to " + resourceType);
    }

    private static (string Path, string Modifier) SplitModifier(string chain)
    {
        var colon = chain.LastIndexOf(':');
        return colon > chain.LastIndexOf('.') && colon > 0 ? (chain.Substring(0, colon), chain.Substring(colon + 1)) : (chain, "");
    }

    private static bool Contains(IReadOnlyList<string> types, string type)
    {
        foreach (var item in types)
        {
            if (item == type)
            {
                return true;
            }
        }

        return false;
    }

    private static string Describe(IReadOnlyList<string> types) =>
        types.Count <= MaximumNamedTypes ? string.Join(" or ", types) : types[0] + " and " + (types.Count - 1) + " other types";
}
