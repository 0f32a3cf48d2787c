using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace FhirTyped.Capabilities;

/// <summary>The names that FHIR R4 (4.0.1) itself defines: resource types, search parameters and result parameters.</summary>
/// <remarks>Read once, on first use, from facts inside the assembly. Thread-safe.</remarks>
public static class R4Definitions
{
    private const string ResourceName = "FhirTyped.Capabilities.R4.search-parameters.facts";

    private static readonly Lazy<Tables> Facts = new(Load);

    private static readonly HashSet<string> ResultParameters = new(StringComparer.Ordinal)
    {
        "_sort", "_count", "_include", "_revinclude", "_summary", "_total", "_elements", "_contained", "_containedType",
        "_format", "_pretty", "_score",
    };

    /// <summary>Every resource type, in ordinal order.</summary>
    public static IReadOnlyList<string> ResourceTypes => Facts.Value.Types;

    /// <summary>Whether a name is a resource type of R4; the case matters.</summary>
    public static bool IsResourceType(string name) => Facts.Value.TypeSet.Contains(name);

    /// <summary>
    /// Whether a name is one of the parameters that shape the answer and do not filter:
    /// https://hl7.org/fhir/R4/search.html#Summary and the sections around it.
    /// </summary>
    public static bool IsResultParameter(string name) => ResultParameters.Contains(name);

    /// <summary>The parameter that the specification defines for a resource type, or for every resource type; or null.</summary>
    public static R4SearchParameter? FindSearchParameter(string resourceType, string name)
    {
        foreach (var scope in new[] { resourceType, "DomainResource", "Resource" })
        {
            if (Facts.Value.Parameters.TryGetValue(scope, out var parameters) && parameters.TryGetValue(name, out var parameter))
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>The resource types to which a reference parameter can lead; none where the specification has no such parameter.</summary>
    public static IReadOnlyList<string> TargetsOf(string resourceType, string name)
    {
        if (FindSearchParameter(resourceType, name) is not { } parameter)
        {
            return Array.Empty<string>();
        }

        return parameter.Targets.Contains("*") ? ResourceTypes : parameter.Targets;
    }

    /// <summary>
    /// Every parameter that the specification defines for a resource type: first its own, then those of every resource with a
    /// narrative, then those of every resource. None where the type is not one of R4.
    /// </summary>
    public static IEnumerable<R4SearchParameter> SearchParametersOf(string resourceType)
    {
        foreach (var scope in new[] { resourceType, "DomainResource", "Resource" })
        {
            if (Facts.Value.Parameters.TryGetValue(scope, out var parameters))
            {
                foreach (var parameter in parameters.Values)
                {
                    yield return parameter;
                }
            }
        }
    }

    private static Tables Load()
    {
        using var stream = typeof(R4Definitions).GetTypeInfo().Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException("The facts of FHIR R4 are missing from the assembly.");
        using var reader = new StreamReader(stream);
        var types = Array.Empty<string>();
        var parameters = new Dictionary<string, Dictionary<string, R4SearchParameter>>(StringComparer.Ordinal);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var words = line.Split(' ');
            if (words[0] == "types")
            {
                types = new string[words.Length - 1];
                Array.Copy(words, 1, types, 0, types.Length);
                continue;
            }

            var byName = new Dictionary<string, R4SearchParameter>(StringComparer.Ordinal);
            for (var i = 1; i < words.Length; i++)
            {
                var parts = words[i].Split(':');
                var targets = parts.Length > 2 ? new EquatableArray<string>(parts[2].Split(',')) : default;
                byName[parts[0]] = new R4SearchParameter(parts[0], TypeOf(parts[1][0]), targets);
            }

            parameters[words[0]] = byName;
        }

        return new Tables(types, new HashSet<string>(types, StringComparer.Ordinal), parameters);
    }

    private static SearchParameterType TypeOf(char letter) => letter switch
    {
        's' => SearchParameterType.String,
        't' => SearchParameterType.Token,
        'd' => SearchParameterType.Date,
        'r' => SearchParameterType.Reference,
        'n' => SearchParameterType.Number,
        'q' => SearchParameterType.Quantity,
        'u' => SearchParameterType.Uri,
        'c' => SearchParameterType.Composite,
        _ => SearchParameterType.Special,
    };

    private sealed class Tables(
        string[] types, HashSet<string> typeSet, Dictionary<string, Dictionary<string, R4SearchParameter>> parameters)
    {
        public string[] Types { get; } = types;

        public HashSet<string> TypeSet { get; } = typeSet;

        public Dictionary<string, Dictionary<string, R4SearchParameter>> Parameters { get; } = parameters;
    }
}
