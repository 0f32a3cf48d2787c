using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>What the <c>rest</c> entries of one statement say together: what any of them lists is listed.</summary>
internal sealed class ServerFacts
{
    private readonly Dictionary<string, ResourceCapability> _resources = new(StringComparer.Ordinal);

    /// <summary>The interactions of the whole system.</summary>
    public FhirInteraction Interactions { get; set; }

    /// <summary>The search parameters of every resource type.</summary>
    public SortedDictionary<string, SearchParameterCapability> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The operations of the whole system, in the order of the statement.</summary>
    public List<OperationCapability> Operations { get; } = new();

    /// <summary>Adds search parameters of every resource type.</summary>
    public void Add(EquatableArray<SearchParameterCapability> parameters)
    {
        foreach (var parameter in parameters)
        {
            Parameters[parameter.Name] = Parameters.TryGetValue(parameter.Name, out var earlier) ? ResourceMerge.Union(earlier, parameter) : parameter;
        }
    }

    /// <summary>Adds a resource type; true where it was there already.</summary>
    public bool Add(ResourceCapability resource)
    {
        var isMerged = _resources.TryGetValue(resource.Type, out var earlier);
        _resources[resource.Type] = isMerged ? ResourceMerge.Union(earlier!, resource) : resource;
        return isMerged;
    }

    /// <summary>The resource types in ordinal order.</summary>
    public List<ResourceCapability> SortedResources()
    {
        var resources = new List<ResourceCapability>(_resources.Values);
        resources.Sort(static (a, b) => string.CompareOrdinal(a.Type, b.Type));
        return resources;
    }
}
