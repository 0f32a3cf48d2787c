using System.Collections.Generic;
using System.Threading;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>
/// Decides whether the class of a platform derives from the class of the platform that it extends: where it lacks none of its members. So a method
/// that takes <c>Epic</c> takes the hospital that extends it, and one that lacks something does not compile there.
/// </summary>
internal static class BaseClass
{
    private static readonly EmittedClass Any = new("", "", "", "", "", IsPublic: true);

    /// <summary>Whether a platform has every member that another one has. Rules beyond that are for its own judge, at run time.</summary>
    public static bool HasAllOf(PlatformManifest manifest, PlatformManifest parent, CancellationToken cancellation)
    {
        if ((PlatformModels.SystemInteractionsOf(parent) & ~PlatformModels.SystemInteractionsOf(manifest)) != 0)
        {
            return false;
        }

        var endpoints = new Dictionary<string, EndpointModel>();
        foreach (var endpoint in PlatformModels.OfEndpoints(Any, manifest, cancellation))
        {
            endpoints.Add(endpoint.ResourceType, endpoint);
        }

        var references = ReferencesOf(manifest, cancellation);
        var ofParent = ReferencesOf(parent, cancellation);
        foreach (var endpoint in PlatformModels.OfEndpoints(Any, parent, cancellation))
        {
            if (!endpoints.TryGetValue(endpoint.ResourceType, out var own) || !HasAllOf(own, endpoint, references, ofParent))
            {
                return false;
            }
        }

        foreach (var query in ofParent?.Queries ?? default)
        {
            if (FindQuery(references, endpoints, query.ResourceType) is not { } own || !HasProperties(own, query, references, ofParent))
            {
                return false;
            }
        }

        return true;
    }

    private static ReferencesModel? ReferencesOf(PlatformManifest manifest, CancellationToken cancellation)
    {
        foreach (var references in PlatformModels.OfReferences(Any, manifest, cancellation))
        {
            return references;
        }

        return null;
    }

    private static EndpointModel? FindQuery(ReferencesModel? references, Dictionary<string, EndpointModel> endpoints, string resourceType)
    {
        foreach (var query in references?.Queries ?? default)
        {
            if (query.ResourceType == resourceType)
            {
                return query;
            }
        }

        return endpoints.TryGetValue(resourceType, out var endpoint) ? endpoint : null;
    }

    private static bool HasAllOf(EndpointModel own, EndpointModel parent, ReferencesModel? references, ReferencesModel? ofParent)
    {
        foreach (var member in parent.Members)
        {
            if (!own.Members.Contains(member))
            {
                return false;
            }
        }

        return HasProperties(own, parent, references, ofParent);
    }

    private static bool HasProperties(EndpointModel own, EndpointModel parent, ReferencesModel? references, ReferencesModel? ofParent)
    {
        foreach (var property in parent.Properties)
        {
            var found = false;
            foreach (var candidate in own.Properties)
            {
                found |= candidate.Name == property.Name && candidate.ParameterName == property.ParameterName && candidate.Type == property.Type
                    && HasTargets(Find(references, candidate.Targets), Find(ofParent, property.Targets));
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasTargets(TargetSetModel? own, TargetSetModel? parent) => parent is null
        || (own is not null && (own.IsIncludable || !parent.IsIncludable) && HasAll(own.Types, parent.Types) && HasAll(own.ReverseTypes, parent.ReverseTypes));

    private static bool HasAll(EquatableArray<string> own, EquatableArray<string> parent)
    {
        foreach (var type in parent)
        {
            if (!own.Contains(type))
            {
                return false;
            }
        }

        return true;
    }

    private static TargetSetModel? Find(ReferencesModel? references, string name)
    {
        foreach (var set in references?.Sets ?? default)
        {
            if (set.Name == name)
            {
                return set;
            }
        }

        return null;
    }
}
