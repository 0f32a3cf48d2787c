using System.Collections.Concurrent;
using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The facts of every platform class of a compilation, whether its source is here or in a referenced assembly.</summary>
internal sealed class PlatformCatalog(FhirSymbols symbols)
{
    private const string EndpointSuffix = "Endpoint";

    private readonly ConcurrentDictionary<INamedTypeSymbol, PlatformFacts?> _facts = new(SymbolEqualityComparer.Default);

    /// <summary>The facts of a platform class, or null for any other type.</summary>
    public PlatformFacts? Find(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } named ? _facts.GetOrAdd(named, Read) : null;

    /// <summary>
    /// The facts of the platform that a query or endpoint class is nested in, and the resource type that it is for. A Refit interface of a platform is an endpoint.
    /// </summary>
    public (PlatformFacts Platform, string ResourceType)? FindNested(ITypeSymbol? type, string suffix)
    {
        if (suffix == EndpointSuffix && FindRefitApi(type) is { } api)
        {
            return api;
        }

        if (type is not { ContainingType: { } container } || !type.Name.EndsWith(suffix, System.StringComparison.Ordinal)
            || Find(container) is not { } platform)
        {
            return null;
        }

        var resourceType = type.Name.Substring(0, type.Name.Length - suffix.Length);
        return R4Definitions.IsResourceType(resourceType) ? (platform, resourceType) : null;
    }

    private (PlatformFacts Platform, string ResourceType)? FindRefitApi(ITypeSymbol? type)
    {
        if (symbols.RefitApiAttribute is not { } mark || type is not INamedTypeSymbol { TypeKind: TypeKind.Interface or TypeKind.Class, ContainingType: null } api)
        {
            return null;
        }

        foreach (var attribute in api.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, mark) && attribute.ConstructorArguments is { Length: 2 } arguments
                && arguments[0].Value is ITypeSymbol platform && arguments[1].Value is string resourceType && Find(platform) is { } facts)
            {
                return (facts, resourceType);
            }
        }

        return null;
    }

    /// <summary>The facts of a client of several platforms; null where one of them is none.</summary>
    private PlatformFacts? ReadSeveral(INamedTypeSymbol type, AttributeData attribute)
    {
        var platforms = new List<PlatformFacts>();
        foreach (var named in FhirSymbols.PlatformsOf(attribute))
        {
            // A platform's own class only: a client of several is no platform.
            if (named is not INamedTypeSymbol { TypeKind: TypeKind.Class } one || ReadManifest(one) is not { } platform)
            {
                return null;
            }

            if (!platforms.Contains(platform))
            {
                platforms.Add(platform);
            }
        }

        return platforms.Count == 0 ? null : PlatformFacts.OfSeveral(type.Name, platforms);
    }

    private PlatformFacts? Read(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, symbols.PlatformsAttribute))
            {
                return ReadSeveral(type, attribute);
            }
        }

        return ReadManifest(type);
    }

    private PlatformFacts? ReadManifest(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, symbols.ManifestAttribute)
                && attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is string manifest)
            {
                return PlatformFacts.Of(manifest);
            }
        }

        return null;
    }
}
