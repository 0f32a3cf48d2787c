namespace FhirTyped.Capabilities;

/// <summary>What a CapabilityStatement says that FhirTyped uses.</summary>
internal sealed record CapabilityStatementFacts
{
    /// <summary><c>date</c>, cut to the day where it has a time; empty where it is missing.</summary>
    public string Date { get; init; } = "";

    /// <summary>The software's name and version, or empty.</summary>
    public string Software { get; init; } = "";

    /// <summary><c>meta.source</c>: where the statement was found; empty where it does not say.</summary>
    public string Source { get; init; } = "";

    /// <summary><c>implementation.url</c>, or empty.</summary>
    public string ImplementationUrl { get; init; } = "";

    /// <summary>The resource types, in ordinal order.</summary>
    public EquatableArray<ResourceCapability> Resources { get; init; }

    /// <summary>The interactions of the whole system.</summary>
    public FhirInteraction SystemInteractions { get; init; }

    /// <summary><c>patchFormat</c>: the media types of the patches that it takes, in ordinal order; empty where it does not say.</summary>
    public EquatableArray<string> PatchFormats { get; init; }

    /// <summary>The parameters of every resource type.</summary>
    public EquatableArray<SearchParameterCapability> SystemSearchParameters { get; init; }

    /// <summary>The operations of the whole system.</summary>
    public EquatableArray<OperationCapability> SystemOperations { get; init; }

    /// <summary>What the statement lists and could not be used.</summary>
    public EquatableArray<LeftOutPart> LeftOut { get; init; }

    /// <summary>Rules that extensions in the statement express.</summary>
    public EquatableArray<PlatformRule> Rules { get; init; }
}
