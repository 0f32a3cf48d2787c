using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Joins two entries of one statement for the same resource type: what either declares is declared.</summary>
internal static class ResourceMerge
{
    public static ResourceCapability Union(ResourceCapability first, ResourceCapability second) => first with
    {
        Interactions = first.Interactions | second.Interactions,
        Versioning = first.Versioning.Length > 0 ? first.Versioning : second.Versioning,
        Conditional = first.Conditional | second.Conditional,
        SearchParameters = Union(first.SearchParameters, second.SearchParameters, static parameter => parameter.Name),
        SearchIncludes = Union(first.SearchIncludes, second.SearchIncludes, static name => name),
        SearchRevIncludes = Union(first.SearchRevIncludes, second.SearchRevIncludes, static name => name),
        Operations = Union(first.Operations, second.Operations, static operation => operation.Name),
    };

    private static EquatableArray<T> Union<T>(EquatableArray<T> first, EquatableArray<T> second, Func<T, string> nameOf)
        where T : IEquatable<T>
    {
        var byName = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in second)
        {
            byName[nameOf(item)] = item;
        }

        foreach (var item in first)
        {
            byName[nameOf(item)] = item;
        }

        return new(byName.Values);
    }
}
