using System;
using System.Collections.Concurrent;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>A platform as the analyzers see it: its judge, and which C# property stands for which search parameter.</summary>
internal sealed class PlatformFacts
{
    // An editor makes a compilation for every keystroke, and the manifests stay the same: they are read once for all of them.
    private const int MaximumKept = 256;
    private static readonly ConcurrentDictionary<string, PlatformFacts?> Known = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, EquatableArray<QueryProperty>> _properties = new(StringComparer.Ordinal);

    private PlatformFacts(PlatformManifest manifest) => Judge = new CapabilityJudge(manifest);

    /// <summary>Who decides.</summary>
    public CapabilityJudge Judge { get; }

    /// <summary>The platform of a manifest; null where the text is of a version that is not known here.</summary>
    public static PlatformFacts? Of(string manifest)
    {
        if (Known.TryGetValue(manifest, out var facts))
        {
            return facts;
        }

        if (Known.Count >= MaximumKept)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(manifest, Read);
    }

    /// <summary>The search parameter of a property of a query class, or null.</summary>
    public SearchParameterCapability? ParameterOf(string resourceType, string property)
    {
        foreach (var candidate in PropertiesOf(resourceType))
        {
            if (candidate.Name == property)
            {
                return candidate.Parameter;
            }
        }

        return null;
    }

    /// <summary>The property of a search parameter, or null where the query class has none.</summary>
    public string? PropertyOf(string resourceType, string? parameter)
    {
        foreach (var candidate in PropertiesOf(resourceType))
        {
            if (candidate.Parameter.Name == parameter)
            {
                return candidate.Name;
            }
        }

        return null;
    }

    private EquatableArray<QueryProperty> PropertiesOf(string resourceType) => _properties.GetOrAdd(
        resourceType,
        type => Judge.Manifest.FindResource(type) is { } resource && Judge.JudgeInteraction(type, FhirInteraction.SearchType).IsSupported
            ? QueryPropertyNames.For(Judge.Manifest, resource)
            : PropertiesOfRevInclude(type));

    private EquatableArray<QueryProperty> PropertiesOfRevInclude(string resourceType)
    {
        foreach (var query in RevIncludeQueries.Find(Judge))
        {
            if (query.Type == resourceType)
            {
                return RevIncludeQueries.PropertiesOf(Judge.Manifest, query);
            }
        }

        return default;
    }

    private static PlatformFacts? Read(string manifest)
    {
        try
        {
            return new(ManifestText.Read(manifest));
        }
        catch (FormatException)
        {
            // A platform that another version of the generator compiled: there is nothing that can be said of it.
            return null;
        }
    }
}
