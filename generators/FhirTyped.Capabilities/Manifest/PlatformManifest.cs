using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>
/// Everything FhirTyped knows about a platform, as plain data: its platform file, its CapabilityStatement and its rules,
/// merged and in canonical order. Generator, analyzers, client and sandbox all see this and nothing else.
/// </summary>
public sealed record PlatformManifest
{
    /// <summary>The platform's id: lower case, digits and hyphens, for example <c>oracle-health</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people read, for example <c>Oracle Health</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The C# class of the platform, for example <c>OracleHealth</c>.</summary>
    public required string ClassName { get; init; }

    /// <summary><c>ehr</c>, <c>payer</c>, <c>sandbox</c>, <c>government</c>, <c>lab</c>, or empty.</summary>
    public string Type { get; init; } = "";

    /// <summary>The base address of the production server, or empty where each customer has one of his own.</summary>
    public string FhirBaseUrl { get; init; } = "";

    /// <summary>The base address of the public sandbox, or empty.</summary>
    public string SandboxUrl { get; init; } = "";

    /// <summary>Whether the base address may be <c>http://</c> although it is not the machine itself: what is sent can then be read on the way.</summary>
    public bool AllowsUnencrypted { get; init; }

    /// <summary>Where the facts come from.</summary>
    public StatementOrigin Origin { get; init; } = StatementOrigin.None;

    /// <summary>The day after which the facts want to be looked at again, for example <c>2027-01-31</c>, or empty.</summary>
    public string ReviewAfter { get; init; } = "";

    /// <summary>The limits.</summary>
    public PlatformLimits Limits { get; init; } = PlatformLimits.Unknown;

    /// <summary>The authorization facts.</summary>
    public PlatformOAuth OAuth { get; init; } = new();

    /// <summary>What this application asks of the authorization server.</summary>
    public ClientRegistration Client { get; init; } = new();

    /// <summary>Headers for every request, in ordinal order.</summary>
    public EquatableArray<PlatformHeader> ClientHeaders { get; init; }

    /// <summary>The resource types, in ordinal order, each once.</summary>
    public EquatableArray<ResourceCapability> Resources { get; init; }

    /// <summary>The interactions of the whole system.</summary>
    public FhirInteraction SystemInteractions { get; init; }

    /// <summary><c>patchFormat</c>: the media types of the patches that it takes, in ordinal order; empty where it does not say.</summary>
    public EquatableArray<string> PatchFormats { get; init; }

    /// <summary>Search parameters that hold for every resource type.</summary>
    public EquatableArray<SearchParameterCapability> SystemSearchParameters { get; init; }

    /// <summary>The operations of the whole system.</summary>
    public EquatableArray<OperationCapability> SystemOperations { get; init; }

    /// <summary>What the statement lists and could not be used.</summary>
    public EquatableArray<LeftOutPart> LeftOut { get; init; }

    /// <summary>The rules, in the order of the file.</summary>
    public EquatableArray<PlatformRule> Rules { get; init; }

    /// <summary>
    /// The search parameters of a resource type by their names: those that the whole system declares and its own, which count
    /// where both have a name.
    /// </summary>
    public SortedDictionary<string, SearchParameterCapability> SearchParametersOf(ResourceCapability resource)
    {
        var parameters = new SortedDictionary<string, SearchParameterCapability>(StringComparer.Ordinal);
        foreach (var parameter in SystemSearchParameters)
        {
            parameters[parameter.Name] = parameter;
        }

        foreach (var parameter in resource.SearchParameters)
        {
            parameters[parameter.Name] = parameter;
        }

        return parameters;
    }

    /// <summary>The resource type of that name, or null.</summary>
    public ResourceCapability? FindResource(string type)
    {
        // The array is in ordinal order, so a binary search finds it.
        int low = 0, high = Resources.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Resources[middle].Type, type);
            if (order == 0)
            {
                return Resources[middle];
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return null;
    }
}
