using System.Collections.Generic;
using System.Threading;
using FhirTyped.Capabilities;
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

    /// <summary>The class of a platform; nothing where there is no manifest.</summary>
    public static IEnumerable<PlatformModel> OfPlatform(BuiltPlatform platform, string targetNamespace)
    {
        if (platform.Manifest is { } manifest)
        {
            yield return new(
                platform.Path, targetNamespace, manifest.ClassName, manifest.Id, manifest.Name, DescribeOrigin(manifest.Origin), ManifestText.Write(manifest));
        }
    }

    /// <summary>The members for each resource type that the platform knows.</summary>
    public static IEnumerable<EndpointModel> OfEndpoints(BuiltPlatform platform, string targetNamespace, CancellationToken cancellation)
    {
        if (platform.Manifest is not { } manifest)
        {
            yield break;
        }

        var judge = new CapabilityJudge(manifest);
        foreach (var resource in manifest.Resources)
        {
            cancellation.ThrowIfCancellationRequested();
            var supported = FhirInteraction.None;
            foreach (var interaction in Interactions)
            {
                supported |= judge.JudgeInteraction(resource.Type, interaction).IsSupported ? interaction : FhirInteraction.None;
            }

            var properties = (supported & FhirInteraction.SearchType) == 0 ? default : QueryPropertyNames.For(manifest, resource);
            yield return new(platform.Path, targetNamespace, manifest.ClassName, manifest.Name, resource.Type, supported, properties);
        }
    }

    private static string DescribeOrigin(StatementOrigin origin) =>
        origin.Describe() + (origin.Software.Length > 0 ? "; " + origin.Software : "");
}
