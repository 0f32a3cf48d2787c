using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.PlatformGenerator.Model;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>Finds out what the platforms of a class with <c>[FhirPlatformGroup]</c> have in common.</summary>
internal static class PlatformGroupBuilder
{
    // No platform class can have a name with a dot, so no file of a platform has such a name.
    private const string HintPrefix = "FhirPlatformGroup.";

    /// <summary>The client; nothing where one of its platforms is none, which the compiler or an analyzer says.</summary>
    public static IEnumerable<PlatformGroupModel> Build(
        PlatformGroupDeclaration declaration, ImmutableArray<BuiltPlatform> project, string projectNamespace)
    {
        var classes = new List<PlatformClass>(declaration.Platforms.Count);
        var judges = new List<CapabilityJudge>(declaration.Platforms.Count);
        foreach (var platform in declaration.Platforms)
        {
            if (ManifestOf(platform, project) is not { } manifest)
            {
                yield break;
            }

            var typeName = platform.ManifestText is null
                ? GeneratedFile.Qualify(projectNamespace, CSharpText.Identifier(manifest.ClassName))
                : platform.TypeName;
            classes.Add(new(typeName, manifest.Name));
            judges.Add(new(manifest));
        }

        var common = ManifestIntersection.Of(declaration.ClassName, judges);
        var hint = HintPrefix + (declaration.Namespace.Length == 0 ? "" : declaration.Namespace.Replace("@", "") + ".") + declaration.ClassName;
        yield return new(
            new("", declaration.Namespace, declaration.ClassName, common.Name, hint, declaration.IsPublic), new(classes), common);
    }

    /// <summary>The manifest of a platform that the source names; null where there is none that can be read.</summary>
    public static PlatformManifest? ManifestOf(DeclaredPlatform platform, ImmutableArray<BuiltPlatform> project)
    {
        if (platform.ManifestText is { } text)
        {
            try
            {
                return ManifestText.Read(text);
            }
            catch (FormatException)
            {
                // Compiled by another version of FhirTyped.
                return null;
            }
        }

        foreach (var built in project)
        {
            if (built.Manifest is { } manifest && manifest.ClassName == platform.TypeName)
            {
                return manifest;
            }
        }

        return null;
    }
}
