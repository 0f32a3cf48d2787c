using System;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

/// <summary>
/// Which C# property stands for which search parameter. One place, because the generator emits the properties and the
/// analyzers read them.
/// </summary>
/// <remarks>
/// A parameter of FHIR R4 has its name in Pascal case, whether the platform declares it or not, so that a name never changes
/// its meaning when a server's statement changes. Every other parameter whose name is already taken gets the suffix
/// <c>Parameter</c>, and a number where that is taken too: Oracle Health's <c>-encounter</c> of Observation is
/// <c>EncounterParameter</c>, since <c>Encounter</c> is the standard's <c>encounter</c>.
/// </remarks>
internal static class QueryPropertyNames
{
    /// <summary>The members that every query class has by inheritance; no property can have such a name.</summary>
    public static EquatableArray<string> InheritedMembers { get; } = new(new[]
    {
        "All", "Count", "Elements", "Equals", "Finalize", "GetHashCode", "GetType", "Has", "Include", "IncludeIterate", "MemberwiseClone",
        "ReferenceEquals", "RevInclude", "Sort", "SortDescending", "Summary", "ToString", "Total", "ViaPost", "Where",
    });

    /// <summary>The class of a resource type's queries, for example <c>ObservationQuery</c>.</summary>
    public static string QueryClass(string resourceType) => resourceType + "Query";

    /// <summary>
    /// The properties for a resource type, in ordinal order of the parameters: those that the resource type declares and those
    /// that the whole system declares. Parameters that shape the answer (<c>_count</c>, <c>_include</c> …) and <c>_has</c> are
    /// methods, not properties.
    /// </summary>
    public static EquatableArray<QueryProperty> For(PlatformManifest manifest, ResourceCapability resource)
    {
        var declared = manifest.SearchParametersOf(resource);
        var taken = new HashSet<string>(InheritedMembers, StringComparer.Ordinal) { QueryClass(resource.Type) };
        var standard = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in R4Definitions.SearchParametersOf(resource.Type))
        {
            if (!standard.ContainsKey(parameter.Name))
            {
                standard.Add(parameter.Name, Take(parameter.Name, taken));
            }
        }

        var properties = new List<QueryProperty>(declared.Count);
        foreach (var parameter in declared.Values)
        {
            if (!R4Definitions.IsResultParameter(parameter.Name) && parameter.Name != "_has")
            {
                properties.Add(new(standard.TryGetValue(parameter.Name, out var name) ? name : Take(parameter.Name, taken), parameter));
            }
        }

        return new(properties);
    }

    private static string Take(string parameter, HashSet<string> taken)
    {
        var name = CSharpNames.Pascal(parameter);
        if (taken.Add(name))
        {
            return name;
        }

        name += "Parameter";
        if (taken.Add(name))
        {
            return name;
        }

        for (var number = 2; ; number++)
        {
            var numbered = name + number.ToString(CultureInfo.InvariantCulture);
            if (taken.Add(numbered))
            {
                return numbered;
            }
        }
    }
}
