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
            if (platform.Layers.Count == 0 || !TryReadRoot(platform, issues, out var root)
                || ManifestBuilder.Build(platform.Layers, root, issues) is not { } manifest)
            {
                return new(platform.Path, null, new(issues), null);
            }

            return new(platform.Path, manifest, new(issues), FindParent(platform, manifest, root));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            issues.Add(PlatformDiagnostics.OfException(platform.Path, e));
            return new(platform.Path, null, new(issues), null);
        }
    }

    private static ParentClass? FindParent(LinkedPlatform platform, PlatformManifest manifest, PlatformManifest? root)
    {
        if (platform.Parent is not { } parent)
        {
            return null;
        }

        // What is wrong with the parent is told with the parent.
        var layers = new List<PlatformSource>(platform.Layers).GetRange(0, parent.Layers);
        var manifestOfParent = layers.Count == 0 ? root : ManifestBuilder.Build(layers, root, new List<PlatformIssue>());
        return manifestOfParent is not null && BaseClass.HasAllOf(manifest, manifestOfParent, default)
            ? new(parent.TypeName, manifestOfParent.ClassName)
            : null;
    }

    /// <summary>Reads the platform of a referenced assembly under the first layer; null where there is none. False where it cannot be read.</summary>
    private static bool TryReadRoot(LinkedPlatform platform, List<PlatformIssue> issues, out PlatformManifest? manifest)
    {
        manifest = null;
        if (platform.Root is not { } root)
        {
            return true;
        }

        try
        {
            manifest = ManifestText.Read(root.ManifestText);
            return true;
        }
        catch (FormatException)
        {
            var own = platform.Layers[platform.Layers.Count - 1].File;
            issues.Add(new(PlatformIssueIds.UnknownParent,
                "'" + root.Id + "' of a referenced assembly was compiled by another version of FhirTyped: bring both to one version.",
                own.Path, own.ExtendsPosition));
            return false;
        }
    }
}
