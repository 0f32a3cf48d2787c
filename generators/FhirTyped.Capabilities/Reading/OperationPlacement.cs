using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// Puts the operations of a statement where their definitions say that they can be called: many servers list those of types
/// (<c>Patient-everything</c>) among the operations of the whole system, where they cannot.
/// </summary>
internal static class OperationPlacement
{
    /// <summary>The operations of a resource type, by the names that their definitions give them, each once.</summary>
    public static EquatableArray<OperationCapability> OfType(string resourceType, List<OperationCapability> listed)
    {
        var byName = new SortedDictionary<string, OperationCapability>(StringComparer.Ordinal);
        foreach (var operation in listed)
        {
            var name = operation.Name;
            foreach (var scope in OperationScopes.Of(operation))
            {
                // Epic lists Group's "group-export", which is called by $export: the definition says so.
                name = scope.AppliesTo(resourceType) ? scope.Name : name;
            }

            Add(byName, operation with { Name = name });
        }

        return new(byName.Values);
    }

    /// <summary>The operations of the whole system that really are its own, and the resource types with the others.</summary>
    public static (EquatableArray<OperationCapability> System, EquatableArray<ResourceCapability> Resources) OfSystem(
        List<OperationCapability> listed, List<ResourceCapability> resources)
    {
        var system = new SortedDictionary<string, OperationCapability>(StringComparer.Ordinal);
        var byType = new SortedDictionary<string, SortedDictionary<string, OperationCapability>>(StringComparer.Ordinal);
        foreach (var operation in listed)
        {
            var isPlaced = false;
            var scopes = OperationScopes.Of(operation);
            foreach (var scope in scopes)
            {
                var placed = operation with { Name = scope.Name };
                if ((scope.Levels & OperationLevels.System) != 0)
                {
                    Add(system, placed);
                    isPlaced = true;
                }

                foreach (var type in TypesOf(scope, resources, isOneOfSeveral: scopes.Count > 1))
                {
                    if (!byType.TryGetValue(type, out var operations))
                    {
                        byType.Add(type, operations = new(StringComparer.Ordinal));
                    }

                    Add(operations, placed);
                    isPlaced = true;
                }
            }

            if (!isPlaced)
            {
                // Nothing says where it belongs, so it stays where it is listed.
                Add(system, operation);
            }
        }

        return (new(system.Values), Merge(resources, byType));
    }

    /// <summary>
    /// The resource types on which an operation can be called. One that a definition names is there though the statement does not list it
    /// otherwise; what is for every type, or for one of several by its name alone, is for those that it lists.
    /// </summary>
    private static IEnumerable<string> TypesOf(OperationScope scope, List<ResourceCapability> resources, bool isOneOfSeveral)
    {
        var isListed = false;
        foreach (var resource in resources)
        {
            if (scope.AppliesTo(resource.Type))
            {
                isListed |= scope.ResourceType == resource.Type;
                yield return resource.Type;
            }
        }

        if (!isListed && !isOneOfSeveral && scope.ResourceType != OperationScope.EveryType && scope.AppliesTo(scope.ResourceType))
        {
            yield return scope.ResourceType;
        }
    }

    private static EquatableArray<ResourceCapability> Merge(
        List<ResourceCapability> resources, SortedDictionary<string, SortedDictionary<string, OperationCapability>> byType)
    {
        var merged = new SortedDictionary<string, ResourceCapability>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            merged.Add(resource.Type, resource);
        }

        foreach (var entry in byType)
        {
            var added = new ResourceCapability { Type = entry.Key, Operations = new(entry.Value.Values) };
            merged[entry.Key] = merged.TryGetValue(entry.Key, out var own) ? ResourceMerge.Union(own, added) : added;
        }

        return new(merged.Values);
    }

    private static void Add(SortedDictionary<string, OperationCapability> operations, OperationCapability operation)
    {
        if (!operations.ContainsKey(operation.Name))
        {
            operations.Add(operation.Name, operation);
        }
    }
}
