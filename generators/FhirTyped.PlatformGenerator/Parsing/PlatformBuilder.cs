using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>Merges what a platform is made of into its manifest.</summary>
internal static class PlatformBuilder
{
    /// <summary>Merges one platform. Whatever is wrong with it is in the result.</summary>
    public static BuiltPlatform Build(LinkedPlatform platform)
    {
        var issues = new List<PlatformIssue>(platform.Issues);
        try
        {
            var manifest = platform.Layers.Count == 0 ? null : Merge(platform, issues);
            return new(platform.Path, manifest, new(issues), manifest is null ? null : FindParent(platform, manifest));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            issues.Add(PlatformDiagnostics.OfException(platform.Path, e));
            return new(platform.Path, null, new(issues), null);
        }
    }

    private static ParentClass? FindParent(LinkedPlatform platform, PlatformManifest manifest)
    {
        if (platform.Parent is not { } parent)
        {
            return null;
        }

        // What is wrong with the parent is told with the parent.
        var layers = new List<PlatformSource>(platform.Layers).GetRange(0, parent.Layers);
        var root = platform.Root is { } text ? ManifestText.Read(text.ManifestText) : null;
        var manifestOfParent = layers.Count == 0 ? root : ManifestBuilder.Build(layers, root, new List<PlatformIssue>());
        return manifestOfParent is not null && BaseClass.HasAllOf(manifest, manifestOfParent, default)
            ? new(parent.TypeName, manifestOfParent.ClassName)
            : null;
    }

    private static PlatformManifest? Merge(LinkedPlatform platform, List<PlatformIssue> issues)
    {
        PlatformManifest? parent = null;
        if (platform.Root is { } root)
        {
            try
            {
                parent = ManifestText.Read(root.ManifestText);
            }
            catch (FormatException)
            {
                var own = platform.Layers[platform.Layers.Count - 1].File;
                issues.Add(new(PlatformIssueIds.UnknownParent,
                    "'" + root.Id + "' of a referenced assembly was compiled by another version of FhirTyped: bring both to one version.",
                    own.Path, own.ExtendsPosition));
                return null;
            }
        }

        return ManifestBuilder.Build(platform.Layers, parent, issues);
    }
}
