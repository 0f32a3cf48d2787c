using System;
using System.Collections.Generic;
using System.Threading;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>Finds platforms that come with referenced assemblies, for <c>extends</c>.</summary>
internal static class ReferencedPlatforms
{
    private const string Runtime = "FhirTyped";

    /// <summary>The ids that some file extends and no file of the project has, in ordinal order.</summary>
    public static EquatableArray<string> FindWanted(ProjectFiles project)
    {
        var wanted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var platform in project.Platforms)
        {
            if (platform.Extends is { } parent && PlatformChain.Find(project.Platforms, parent) is null)
            {
                wanted.Add(parent);
            }
        }

        return new(wanted);
    }

    /// <summary>
    /// The wanted platforms. This runs on every keystroke, so it returns at once where nothing is wanted, and looks only at
    /// assemblies that know FhirTyped. Where two assemblies have one id, the first by name counts.
    /// </summary>
    public static EquatableArray<ReferencedPlatform> Read(
        Compilation compilation, EquatableArray<string> wanted, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
        {
            return default;
        }

        var found = new SortedDictionary<string, (string Assembly, string TypeName, string ManifestText)>(StringComparer.Ordinal);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!KnowsRuntime(assembly))
            {
                continue;
            }

            foreach (var attribute in assembly.GetAttributes())
            {
                if (attribute.AttributeClass is { Name: "FhirPlatformAttribute", ContainingNamespace: { Name: Runtime } }
                    && attribute.ConstructorArguments.Length == 2
                    && attribute.ConstructorArguments[0].Value is string id
                    && wanted.Contains(id)
                    && attribute.ConstructorArguments[1].Value is INamedTypeSymbol platform
                    && ManifestOf(platform) is { } text
                    && (!found.TryGetValue(id, out var earlier) || string.CompareOrdinal(assembly.Name, earlier.Assembly) < 0))
                {
                    found[id] = (assembly.Name, CanBeBase(platform) ? platform.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "", text);
                }
            }
        }

        var result = new List<ReferencedPlatform>(found.Count);
        foreach (var platform in found)
        {
            result.Add(new(platform.Key, platform.Value.TypeName, platform.Value.ManifestText));
        }

        return new(result);
    }

    /// <summary>Whether a class of another assembly can derive from a platform's: one that was compiled by an older version is sealed.</summary>
    private static bool CanBeBase(INamedTypeSymbol platform)
    {
        if (platform is { IsSealed: false, DeclaredAccessibility: Accessibility.Public, ContainingType: null })
        {
            foreach (var constructor in platform.InstanceConstructors)
            {
                if (constructor is { DeclaredAccessibility: Accessibility.Protected, Parameters.Length: 2 })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool KnowsRuntime(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (reference.Name == Runtime)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The manifest text that a platform's class carries; null for any other class.</summary>
    public static string? ManifestOf(INamedTypeSymbol platform)
    {
        foreach (var attribute in platform.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "FhirPlatformManifestAttribute", ContainingNamespace: { Name: Runtime } }
                && attribute.ConstructorArguments.Length == 1)
            {
                return attribute.ConstructorArguments[0].Value as string;
            }
        }

        return null;
    }
}
