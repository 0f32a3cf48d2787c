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
            return new(platform.Path, manifest, new(issues));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            issues.Add(PlatformDiagnostics.OfException(platform.Path, e));
            return new(platform.Path, null, new(issues));
        }
    }

    private static PlatformManifest? Merge(LinkedPlatform platform, List<PlatformIssue> issues)
    {
        var own = platform.Layers[platform.Layers.Count - 1];
        PlatformManifest? manifest = null;
        if (platform.Root is { } root)
        {
            try
            {
                manifest = ManifestText.Read(root.ManifestText);
            }
            catch (FormatException)
            {
                issues.Add(new(PlatformIssueIds.UnknownParent,
                    "'" + root.Id + "' of a referenced assembly was compiled by another version of FhirTyped: bring both to one version.",
                    own.File.Path, own.File.ExtendsPosition));
                return null;
            }
        }

        foreach (var layer in platform.Layers)
        {
            // What is wrong with a platform that this one extends is reported there.
            manifest = ManifestBuilder.Build(layer.File, manifest, layer.Statement, layer == own ? issues : new List<PlatformIssue>());
            if (manifest is null)
            {
                return null;
            }
        }

        return manifest;
    }
}
