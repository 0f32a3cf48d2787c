using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>The platforms of a compilation by the addresses of their servers, and by their ids.</summary>
internal sealed class PlatformAddresses
{
    private readonly List<(string BaseUrl, PlatformFacts Platform)> _addresses = new();
    private readonly Dictionary<string, PlatformFacts> _byId = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Collects the addresses of the platforms that the compilation and its references name.</summary>
    public PlatformAddresses(Compilation compilation, PlatformCatalog catalog)
    {
        Add(compilation.Assembly, catalog);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (KnowsFhirTyped(assembly))
            {
                Add(assembly, catalog);
            }
        }
    }

    /// <summary>The platform of an address, and where the part below its base address begins; null where no platform has it.</summary>
    public (PlatformFacts Platform, int Below)? Find(string address)
    {
        (PlatformFacts Platform, int Below)? found = null;
        foreach (var (baseUrl, platform) in _addresses)
        {
            if (address.Length > baseUrl.Length && address.StartsWith(baseUrl, StringComparison.OrdinalIgnoreCase)
                && (found is null || found.Value.Below < baseUrl.Length))
            {
                found = (platform, baseUrl.Length);
            }
        }

        return found;
    }

    /// <summary>The platform whose public sandbox an address is, or null.</summary>
    public PlatformFacts? FindSandbox(string address)
    {
        foreach (var (baseUrl, platform) in _addresses)
        {
            if (IsSame(address, baseUrl) && IsSame(platform.Judge.Manifest.SandboxUrl, baseUrl))
            {
                return platform;
            }
        }

        return null;
    }

    /// <summary>The platform whose base address an address is; null where no platform has it.</summary>
    public PlatformFacts? FindServer(string address)
    {
        foreach (var (baseUrl, platform) in _addresses)
        {
            if (IsSame(address, baseUrl))
            {
                return platform;
            }
        }

        return null;
    }

    /// <summary>The platforms.</summary>
    public IReadOnlyCollection<PlatformFacts> Platforms => _byId.Values;

    /// <summary>The ids of the platforms.</summary>
    public IReadOnlyCollection<string> Ids => _byId.Keys;

    /// <summary>The platform of an id; null where there is none.</summary>
    public PlatformFacts? FindId(string id) => _byId.TryGetValue(id, out var platform) ? platform : null;

    private static bool IsSame(string address, string baseUrl) => string.Equals(address.TrimEnd('/') + "/", baseUrl, StringComparison.OrdinalIgnoreCase);

    private static bool KnowsFhirTyped(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (reference.Name == "FhirTyped")
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Add(IAssemblySymbol assembly, PlatformCatalog catalog)
    {
        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "FhirPlatformAttribute", ContainingNamespace.Name: "FhirTyped" } && attribute.ConstructorArguments.Length == 2
                && attribute.ConstructorArguments[1].Value is INamedTypeSymbol type && catalog.Find(type) is { } platform)
            {
                _byId[platform.Judge.Manifest.Id] = platform;
                Add(platform.Judge.Manifest.FhirBaseUrl, platform);
                Add(platform.Judge.Manifest.SandboxUrl, platform);
            }
        }
    }

    private void Add(string baseUrl, PlatformFacts platform)
    {
        if (baseUrl.Length > 0)
        {
            _addresses.Add((baseUrl.TrimEnd('/') + "/", platform));
        }
    }
}
