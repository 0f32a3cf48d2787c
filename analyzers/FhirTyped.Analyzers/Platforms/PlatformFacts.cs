using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>
/// A platform as the analyzers see it: its judge, and which C# property stands for which search parameter. A client of several
/// platforms is one as well, with what all of them have; about a request each of them is asked.
/// </summary>
internal sealed class PlatformFacts
{
    // An editor makes a compilation for every keystroke, and the manifests stay the same: they are read once for all of them.
    private const int MaximumKept = 256;
    private static readonly ConcurrentDictionary<string, PlatformFacts?> Known = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, EquatableArray<QueryProperty>> _properties = new(StringComparer.Ordinal);

    private PlatformFacts(PlatformManifest manifest, IReadOnlyList<PlatformFacts>? platforms = null)
    {
        // What the analyzers report is read by the developer whose code it is about.
        Judge = new CapabilityJudge(manifest) { RepeatsUnknownNames = true };
        Platforms = platforms ?? new[] { this };
    }

    /// <summary>Who decides about members.</summary>
    public CapabilityJudge Judge { get; }

    /// <summary>The platforms that may be asked: those of a client of several, or just this one.</summary>
    public IReadOnlyList<PlatformFacts> Platforms { get; }

    /// <summary>The client of one of several platforms.</summary>
    /// <param name="className">The client's class.</param>
    /// <param name="platforms">The platforms; one at least.</param>
    public static PlatformFacts OfSeveral(string className, IReadOnlyList<PlatformFacts> platforms)
    {
        var judges = new CapabilityJudge[platforms.Count];
        for (var i = 0; i < judges.Length; i++)
        {
            judges[i] = platforms[i].Judge;
        }

        return new(ManifestIntersection.Of(className, judges), platforms);
    }

    /// <summary>What the judges of its platforms say of a request.</summary>
    public CapabilityVerdict Ask(Func<CapabilityJudge, CapabilityVerdict> question)
    {
        var verdicts = AskAll(judge => question(judge) is { IsSupported: false } verdict ? new[] { verdict } : Array.Empty<CapabilityVerdict>());
        return verdicts.Count == 0 ? CapabilityVerdict.Supported : verdicts[0];
    }

    /// <summary>What the judges of its platforms say of a search, what they agree on once.</summary>
    public IReadOnlyList<CapabilityVerdict> AskAll(Func<CapabilityJudge, IEnumerable<CapabilityVerdict>> question)
    {
        var verdicts = new List<CapabilityVerdict>();
        foreach (var platform in Platforms)
        {
            verdicts.AddRange(question(platform.Judge));
        }

        return Platforms.Count == 1 ? verdicts : CapabilityVerdicts.JoinByPlace(verdicts);
    }

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
