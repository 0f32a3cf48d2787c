using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The names that FHIR R4 (4.0.1) itself defines: resource types, search parameters and result parameters.</summary>
/// <remarks>Read once, on first use, from facts inside the assembly. Thread-safe.</remarks>
internal static class R4Definitions
{
    private static readonly HashSet<string> ResultParameters = new(StringComparer.Ordinal)
    {
        "_sort", "_count", "_include", "_revinclude", "_summary", "_total", "_elements", "_contained", "_containedType",
        "_format", "_pretty", "_score",
    };

    /// <summary>Every resource type, in ordinal order.</summary>
    public static IReadOnlyList<string> ResourceTypes => Facts.All.Types;

    /// <summary>Whether a name is a resource type of R4; the case matters.</summary>
    public static bool IsResourceType(string name) => Facts.All.TypeSet.Contains(name);

    /// <summary>
    /// Whether a name is one of the parameters that shape the answer and do not filter:
    /// https://hl7.org/fhir/R4/search.html#Summary and the sections around it.
    /// </summary>
    public static bool IsResultParameter(string name) => ResultParameters.Contains(name);

    /// <summary>The parameter that the specification defines for a resource type, or for every resource type; or null.</summary>
    public static R4SearchParameter? FindSearchParameter(string resourceType, string name)
    {
        var all = Facts.All.Parameters;
        return Find(all, resourceType, name) ?? Find(all, "DomainResource", name) ?? Find(all, "Resource", name);
    }

    private static R4SearchParameter? Find(Dictionary<string, Dictionary<string, R4SearchParameter>> all, string scope, string name) =>
        all.TryGetValue(scope, out var parameters) && parameters.TryGetValue(name, out var parameter) ? parameter : null;

    /// <summary>The resource types to which a reference parameter can lead; none where the specification has no such parameter.</summary>
    public static IReadOnlyList<string> TargetsOf(string resourceType, string name)
    {
        if (FindSearchParameter(resourceType, name) is not { } parameter)
        {
            return Array.Empty<string>();
        }

        return parameter.PossibleTargets.Contains("*") ? ResourceTypes : parameter.PossibleTargets;
    }

    /// <summary>
    /// Every parameter that the specification defines for a resource type: first its own, then those of every resource with a
    /// narrative, then those of every resource. None where the type is not one of R4.
    /// </summary>
    public static IEnumerable<R4SearchParameter> SearchParametersOf(string resourceType)
    {
        foreach (var scope in new[] { resourceType, "DomainResource", "Resource" })
        {
            if (Facts.All.Parameters.TryGetValue(scope, out var parameters))
            {
                foreach (var parameter in parameters.Values)
                {
                    yield return parameter;
                }
            }
        }
    }

    /// <summary>The interface that stands for a search parameter of a name and type; null where R4 has none such on any resource type.</summary>
    public static SearchInterface? FindSearchInterface(string name, SearchParameterType type) =>
        Facts.All.Interfaces.TryGetValue((name, type), out var found) ? found : null;

    private static Tables Load()
    {
        using var reader = EmbeddedFacts.Open("search-parameters.facts");
        return new(R4Facts.Read(reader));
    }

    // Read when it is first asked for something; a field of its own class, which no call has to look after.
    private static class Facts
    {
        public static readonly Tables All = Load();
    }

    private sealed class Tables
    {
        public Tables(R4Facts facts)
        {
            Types = facts.ResourceTypes;
            TypeSet = new(facts.ResourceTypes, StringComparer.Ordinal);
            Parameters = facts.Parameters;
            foreach (var item in SearchInterfaces.Of(facts))
            {
                Interfaces.Add((item.ParameterName, item.Type), item);
            }
        }

        public IReadOnlyList<string> Types { get; }

        public HashSet<string> TypeSet { get; }

        public Dictionary<string, Dictionary<string, R4SearchParameter>> Parameters { get; }

        public Dictionary<(string Name, SearchParameterType Type), SearchInterface> Interfaces { get; } = new();
    }
}
