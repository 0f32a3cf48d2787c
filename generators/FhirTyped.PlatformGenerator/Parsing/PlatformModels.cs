using System;
using System.Collections.Generic;
using System.Threading;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>Makes what is emitted out of a manifest, asking the judge what is supported.</summary>
internal static class PlatformModels
{
    private static readonly FhirInteraction[] Interactions =
    {
        FhirInteraction.Read, FhirInteraction.VRead, FhirInteraction.Update, FhirInteraction.Patch, FhirInteraction.Delete,
        FhirInteraction.HistoryInstance, FhirInteraction.HistoryType, FhirInteraction.Create, FhirInteraction.SearchType,
    };

    private static readonly FhirInteraction[] SystemInteractions = { FhirInteraction.Transaction, FhirInteraction.Batch };

    /// <summary>The class of a platform; nothing where there is no manifest.</summary>
    public static IEnumerable<PlatformModel> OfPlatform(BuiltPlatform platform, string targetNamespace)
    {
        if (platform.Manifest is { } manifest)
        {
            yield return new(
                platform.Path, targetNamespace, manifest.ClassName, manifest.Id, manifest.Name, DescribeOrigin(manifest.Origin), SystemInteractionsOf(manifest),
                platform.Parent is not { } parent ? ""
                    : parent.TypeName.Length > 0 ? parent.TypeName
                    : GeneratedFile.Qualify(targetNamespace, CSharpText.Identifier(parent.ClassName)),
                ManifestText.Write(manifest));
        }
    }

    /// <summary>What a platform does as a whole: batch, transaction.</summary>
    public static FhirInteraction SystemInteractionsOf(PlatformManifest manifest)
    {
        var judge = new CapabilityJudge(manifest);
        var supported = FhirInteraction.None;
        foreach (var interaction in SystemInteractions)
        {
            supported |= judge.JudgeSystemInteraction(interaction).IsSupported ? interaction : FhirInteraction.None;
        }

        return supported;
    }

    /// <summary>The members for each resource type that the platform knows.</summary>
    public static IEnumerable<EndpointModel> OfEndpoints(BuiltPlatform platform, string targetNamespace, CancellationToken cancellation) =>
        platform.Manifest is { } manifest ? OfEndpoints(ClassOf(platform, manifest, targetNamespace), manifest, cancellation) : Array.Empty<EndpointModel>();

    /// <summary>The members of a class for each resource type of a manifest.</summary>
    public static IEnumerable<EndpointModel> OfEndpoints(EmittedClass emitted, PlatformManifest manifest, CancellationToken cancellation)
    {
        var judge = new CapabilityJudge(manifest);
        var targets = new ReferenceTargets(judge);
        foreach (var resource in manifest.Resources)
        {
            cancellation.ThrowIfCancellationRequested();
            var supported = FhirInteraction.None;
            foreach (var interaction in Interactions)
            {
                supported |= judge.JudgeInteraction(resource.Type, interaction).IsSupported ? interaction : FhirInteraction.None;
            }

            var isSearchable = (supported & FhirInteraction.SearchType) != 0;
            yield return new(
                emitted, resource.Type, supported, EndpointMembers.Of(judge, resource.Type),
                isSearchable ? PropertiesOf(manifest, resource.Type, QueryPropertyNames.For(manifest, resource), targets, isSearched: true) : default,
                isSearchable ? SearchCaveats.OfSearch(manifest, resource.Type) : "");
        }
    }

    /// <summary>The chained searches and includes of a platform; nothing where it has no reference parameters.</summary>
    public static IEnumerable<ReferencesModel> OfReferences(BuiltPlatform platform, string targetNamespace, CancellationToken cancellation) =>
        platform.Manifest is { } manifest ? OfReferences(ClassOf(platform, manifest, targetNamespace), manifest, cancellation) : Array.Empty<ReferencesModel>();

    /// <summary>The chained searches and includes of a class.</summary>
    public static IEnumerable<ReferencesModel> OfReferences(EmittedClass emitted, PlatformManifest manifest, CancellationToken cancellation)
    {
        var judge = new CapabilityJudge(manifest);
        var targets = new ReferenceTargets(judge);
        var sets = new SortedDictionary<string, TargetSetModel>(StringComparer.Ordinal);
        var types = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in manifest.Resources)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!judge.JudgeInteraction(resource.Type, FhirInteraction.SearchType).IsSupported)
            {
                continue;
            }

            AddSets(resource.Type, QueryPropertyNames.For(manifest, resource));
        }

        var queries = new List<EndpointModel>();
        foreach (var query in RevIncludeQueries.Find(judge))
        {
            var properties = RevIncludeQueries.PropertiesOf(manifest, query);
            AddSets(query.Type, properties);
            queries.Add(new(
                emitted, query.Type, FhirInteraction.None, Members: default, PropertiesOf(manifest, query.Type, properties, targets, isSearched: false), Caveats: ""));
        }

        if (sets.Count > 0)
        {
            yield return new(emitted, new(types), new(sets.Values), new(queries));
        }

        void AddSets(string resourceType, EquatableArray<QueryProperty> properties)
        {
            foreach (var property in properties)
            {
                if (targets.Find(resourceType, property.Parameter) is { } set)
                {
                    sets[set.Name] = set;
                    types.UnionWith(set.Types);
                }
            }
        }
    }

    private static EmittedClass ClassOf(BuiltPlatform platform, PlatformManifest manifest, string targetNamespace) =>
        new(platform.Path, targetNamespace, manifest.ClassName, manifest.Name, manifest.ClassName, IsPublic: true);

    private static EquatableArray<QueryPropertyModel> PropertiesOf(
        PlatformManifest manifest, string resourceType, EquatableArray<QueryProperty> properties, ReferenceTargets targets, bool isSearched)
    {
        var models = new QueryPropertyModel[properties.Count];
        for (var i = 0; i < models.Length; i++)
        {
            var (name, parameter) = properties[i];
            var set = targets.Find(resourceType, parameter);
            models[i] = new(
                name,
                parameter.Name,
                parameter.Type,
                set?.Name ?? "",
                set is not null && ReferenceTargets.NamesTarget(resourceType, parameter.Name),
                R4Definitions.FindSearchInterface(parameter.Name, parameter.Type) is { } found && found.PropertyName == name ? found.Name : "",
                SearchMeanings.Of(manifest, resourceType, parameter),
                isSearched ? SearchCaveats.OfParameter(manifest, resourceType, parameter.Name) : "");
        }

        return new(models);
    }

    private static string DescribeOrigin(StatementOrigin origin) =>
        origin.Describe() + (origin.Software.Length > 0 ? "; " + origin.Software : "");
}
