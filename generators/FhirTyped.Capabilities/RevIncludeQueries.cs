using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// The queries of resource types that a platform cannot search, but declares as reverse includes of others: Epic's
/// <c>Provenance:target</c>. They have nothing but these references.
/// </summary>
internal static class RevIncludeQueries
{
    /// <summary>The resource types, in ordinal order, each with the references by which it can be included in reverse.</summary>
    public static IReadOnlyList<ResourceCapability> Find(CapabilityJudge judge)
    {
        var parameters = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var searched in judge.Manifest.Resources)
        {
            if (!judge.JudgeInteraction(searched.Type, FhirInteraction.SearchType).IsSupported)
            {
                continue;
            }

            foreach (var include in searched.SearchRevIncludes)
            {
                var parts = include.Split(':');
                if (parts.Length < 2 || !IsReference(parts[0], parts[1]) || judge.JudgeInteraction(parts[0], FhirInteraction.SearchType).IsSupported)
                {
                    continue;
                }

                if (!parameters.TryGetValue(parts[0], out var names))
                {
                    parameters.Add(parts[0], names = new(StringComparer.Ordinal));
                }

                names.Add(parts[1]);
            }
        }

        var queries = new List<ResourceCapability>(parameters.Count);
        foreach (var entry in parameters)
        {
            var references = new List<SearchParameterCapability>(entry.Value.Count);
            foreach (var name in entry.Value)
            {
                references.Add(new(name, SearchParameterType.Reference));
            }

            queries.Add(new() { Type = entry.Key, SearchParameters = new(references) });
        }

        return queries;
    }

    /// <summary>The properties of such a query: what the whole system declares does not concern it.</summary>
    public static EquatableArray<QueryProperty> PropertiesOf(PlatformManifest manifest, ResourceCapability query) =>
        QueryPropertyNames.For(manifest with { SystemSearchParameters = default }, query);

    private static bool IsReference(string resourceType, string parameter) => R4Definitions.IsResourceType(resourceType)
        && R4Definitions.FindSearchParameter(resourceType, parameter) is not { Type: not SearchParameterType.Reference };
}
