using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Platforms;

/// <summary>What changed between the facts that one has and the statement that the server gives today.</summary>
internal static class StatementDrift
{
    /// <summary>Compares two statements, losses first, each kind in the ordinal order of what changed.</summary>
    public static IReadOnlyList<DriftEntry> Compare(CapabilityStatementFacts known, CapabilityStatementFacts current)
    {
        var before = Facts(known).ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
        var after = Facts(current).ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
        var entries = new List<DriftEntry>();
        foreach (var (name, value) in before)
        {
            if (!after.TryGetValue(name, out var now))
            {
                entries.Add(new(DriftKind.Removed, name));
            }
            else if (now != value)
            {
                entries.Add(new(DriftKind.Changed, $"{name}: {value} is now {now}"));
            }
        }

        entries.AddRange(after.Keys.Where(name => !before.ContainsKey(name)).Select(name => new DriftEntry(DriftKind.Added, name)));

        // What belongs to a resource type that came or went as a whole is not told one by one.
        var whole = entries.Where(entry => R4Definitions.IsResourceType(entry.What)).Select(entry => (entry.Kind, Prefix: entry.What + " ")).ToArray();
        return [.. entries
            .Where(entry => !whole.Any(type => type.Kind == entry.Kind && entry.What.StartsWith(type.Prefix, StringComparison.Ordinal)))
            .OrderBy(entry => entry.Kind)
            .ThenBy(entry => entry.What, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Name, string Value)> Facts(CapabilityStatementFacts facts)
    {
        foreach (var fact in Of("system", facts.SystemInteractions, facts.SystemSearchParameters, facts.SystemOperations))
        {
            yield return fact;
        }

        foreach (var format in facts.PatchFormats)
        {
            yield return ($"system patch format {format}", "");
        }

        foreach (var resource in facts.Resources)
        {
            yield return (resource.Type, "");
            foreach (var fact in Of(resource.Type, resource.Interactions, resource.SearchParameters, resource.Operations))
            {
                yield return fact;
            }

            foreach (var include in resource.SearchIncludes)
            {
                yield return ($"{resource.Type} _include {include}", "");
            }

            foreach (var include in resource.SearchRevIncludes)
            {
                yield return ($"{resource.Type} _revinclude {include}", "");
            }

            foreach (var flag in Enum.GetValues<ConditionalSupport>().Where(flag => flag != ConditionalSupport.None && resource.Conditional.HasFlag(flag)))
            {
                yield return ($"{resource.Type} conditional {flag}", "");
            }

            if (resource.Versioning.Length > 0)
            {
                yield return ($"{resource.Type} versioning", resource.Versioning);
            }
        }

        foreach (var rule in facts.Rules)
        {
            foreach (var clause in rule.Clauses.Distinct())
            {
                yield return ($"{rule.ResourceType} combination {string.Join(" and ", clause.Values)}", "");
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Of(
        string scope, FhirInteraction interactions, EquatableArray<SearchParameterCapability> parameters, EquatableArray<OperationCapability> operations)
    {
        foreach (var code in interactions.ToCodes())
        {
            yield return ($"{scope} interaction {code}", "");
        }

        foreach (var parameter in parameters)
        {
            foreach (var name in parameter.DeclaredNames)
            {
                yield return ($"{scope} parameter {name}", parameter.Type.ToCode());
            }
        }

        foreach (var operation in operations)
        {
            yield return ($"{scope} operation ${operation.Name}", "");
        }
    }
}
