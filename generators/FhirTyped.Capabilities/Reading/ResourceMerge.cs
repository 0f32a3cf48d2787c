using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>Joins two entries of one statement for the same resource type: what either declares is declared.</summary>
internal static class ResourceMerge
{
    public static ResourceCapability Union(ResourceCapability first, ResourceCapability second) => first with
    {
        Interactions = first.Interactions | second.Interactions,
        Versioning = Strictest(first.Versioning, second.Versioning),
        Conditional = first.Conditional | second.Conditional,
        SearchParameters = Union(first.SearchParameters, second.SearchParameters, static parameter => parameter.Name, Union),
        SearchIncludes = Union(first.SearchIncludes, second.SearchIncludes, static name => name, First),
        SearchRevIncludes = Union(first.SearchRevIncludes, second.SearchRevIncludes, static name => name, First),
        Operations = Union(first.Operations, second.Operations, static operation => operation.Name, First),
    };

    /// <summary>A search parameter of two entries: with every modifier that either declares, and with all of FHIR's where one names none.</summary>
    public static SearchParameterCapability Union(SearchParameterCapability first, SearchParameterCapability second) => first with
    {
        Modifiers = first.Modifiers.Count == 0 || second.Modifiers.Count == 0
            ? default
            : Union(first.Modifiers, second.Modifiers, static modifier => modifier, First),
    };

    /// <summary>Where one entry asks for If-Match and the other does not, an update with it fits both.</summary>
    private static string Strictest(string first, string second) =>
        second == "versioned-update" || first.Length == 0 ? second : first;

    private static T First<T>(T first, T second) => first;

    private static EquatableArray<T> Union<T>(EquatableArray<T> first, EquatableArray<T> second, Func<T, string> nameOf, Func<T, T, T> join)
        where T : IEquatable<T>
    {
        var byName = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in first)
        {
            byName[nameOf(item)] = item;
        }

        foreach (var item in second)
        {
            byName[nameOf(item)] = byName.TryGetValue(nameOf(item), out var earlier) ? join(earlier, item) : item;
        }

        return new(byName.Values);
    }
}
