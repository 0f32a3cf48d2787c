using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>What several platforms have in common: the facts of a client that may be of any of them.</summary>
/// <remarks>
/// It says which members such a client has, and no more: rules, limits and authorization stay with each platform, whose own judge
/// decides about each request.
/// </remarks>
internal static class ManifestIntersection
{
    /// <summary>
    /// The resource types that all platforms have, each with the interactions, search parameters (of one name and type), includes,
    /// operations and conditional requests that all of them have there.
    /// </summary>
    /// <param name="className">The class of the client.</param>
    /// <param name="judges">The judges of the platforms; one at least.</param>
    public static PlatformManifest Of(string className, IReadOnlyList<CapabilityJudge> judges)
    {
        var ids = new List<string>(judges.Count);
        var names = new List<string>(judges.Count);
        var interactions = judges[0].Manifest.SystemInteractions;
        foreach (var judge in judges)
        {
            ids.Add(judge.Manifest.Id);
            names.Add(judge.Manifest.Name);
            interactions &= judge.Manifest.SystemInteractions;
        }

        var resources = new List<ResourceCapability>();
        foreach (var resource in judges[0].Manifest.Resources)
        {
            if (All(judges, judge => judge.JudgeResource(resource.Type)))
            {
                resources.Add(Intersect(resource.Type, judges));
            }
        }

        var patches = PatchFormats(judges);
        if (patches.Count == 0)
        {
            // No kind of patch that all of them take.
            resources = resources.ConvertAll(static resource => resource with { Interactions = resource.Interactions & ~FhirInteraction.Patch });
        }

        return new()
        {
            Id = string.Join("+", ids),
            Name = "each of " + string.Join(", ", names),
            ClassName = className,
            Resources = new(resources),
            SystemInteractions = interactions,
            PatchFormats = patches,
            SystemOperations = Operations(null, judges[0].Manifest.SystemOperations, judges),
        };
    }

    private static EquatableArray<string> PatchFormats(IReadOnlyList<CapabilityJudge> judges)
    {
        var common = new SortedSet<string>(StringComparer.Ordinal) { "application/fhir+json", "application/json-patch+json" };
        foreach (var judge in judges)
        {
            common.RemoveWhere(format => !judge.TakesPatch(format == "application/fhir+json" ? PatchKind.FhirPathPatch : PatchKind.JsonPatch));
        }

        return new(common);
    }

    private static ResourceCapability Intersect(string type, IReadOnlyList<CapabilityJudge> judges)
    {
        var first = judges[0].Manifest.FindResource(type)!;
        var interactions = first.Interactions;
        var conditional = first.Conditional;
        var versioning = first.Versioning;
        var deletesMultiple = false;
        foreach (var judge in judges)
        {
            var resource = judge.Manifest.FindResource(type)!;
            interactions &= resource.Interactions;
            conditional &= resource.Conditional;
            deletesMultiple |= (resource.Conditional & ConditionalSupport.DeleteMultiple) != 0;
            versioning = resource.Versioning == versioning ? versioning : "";
        }

        if (deletesMultiple && (conditional & ConditionalSupport.DeleteMultiple) == 0)
        {
            // Where some delete every match and others one at most, the same request means two things.
            conditional &= ~ConditionalSupport.DeleteSingle;
        }

        return new()
        {
            Type = type,
            Interactions = interactions,
            Conditional = conditional,
            Versioning = versioning,
            SearchParameters = SearchParameters(type, judges),
            SearchIncludes = Includes(type, judges, isReverse: false),
            SearchRevIncludes = Includes(type, judges, isReverse: true),
            Operations = Operations(type, first.Operations, judges),
        };
    }

    private static EquatableArray<SearchParameterCapability> SearchParameters(string type, IReadOnlyList<CapabilityJudge> judges)
    {
        var common = SearchParametersOf(judges[0].Manifest, type);
        for (var i = 1; i < judges.Count; i++)
        {
            var other = SearchParametersOf(judges[i].Manifest, type);
            var both = new SortedDictionary<string, SearchParameterCapability>(StringComparer.Ordinal);
            foreach (var parameter in common.Values)
            {
                if (other.TryGetValue(parameter.Name, out var same) && same.Type == parameter.Type && Intersect(parameter, same) is { } shared)
                {
                    both.Add(parameter.Name, shared);
                }
            }

            common = both;
        }

        return new(common.Values);
    }

    /// <summary>A parameter with the modifiers that both declare; null where there are none.</summary>
    private static SearchParameterCapability? Intersect(SearchParameterCapability first, SearchParameterCapability second)
    {
        var modifiers = new SortedSet<string>(first.Modifiers.Count > 0 ? first.Modifiers : second.Modifiers, StringComparer.Ordinal);
        var isLimited = modifiers.Count > 0;
        modifiers.RemoveWhere(modifier => !second.Declares(modifier));
        return isLimited && modifiers.Count == 0 ? null : first with { Modifiers = new(modifiers) };
    }

    private static SortedDictionary<string, SearchParameterCapability> SearchParametersOf(PlatformManifest manifest, string type) =>
        manifest.SearchParametersOf(manifest.FindResource(type)!);

    /// <summary>Every include that one of them declares and that the others take as well: some declare <c>*</c>.</summary>
    private static EquatableArray<string> Includes(string type, IReadOnlyList<CapabilityJudge> judges, bool isReverse)
    {
        var declared = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var judge in judges)
        {
            var resource = judge.Manifest.FindResource(type)!;
            declared.UnionWith(isReverse ? resource.SearchRevIncludes : resource.SearchIncludes);
        }

        declared.RemoveWhere(include => !All(judges, judge => judge.JudgeInclude(type, include, isReverse)));
        return new(declared);
    }

    private static EquatableArray<OperationCapability> Operations(
        string? type, EquatableArray<OperationCapability> first, IReadOnlyList<CapabilityJudge> judges)
    {
        var common = new List<OperationCapability>();
        foreach (var operation in first)
        {
            if (All(judges, judge => judge.JudgeOperation(type, operation.Name)))
            {
                common.Add(operation);
            }
        }

        return new(common);
    }

    private static bool All(IReadOnlyList<CapabilityJudge> judges, Func<CapabilityJudge, CapabilityVerdict> question)
    {
        foreach (var judge in judges)
        {
            if (!question(judge).IsSupported)
            {
                return false;
            }
        }

        return true;
    }
}
