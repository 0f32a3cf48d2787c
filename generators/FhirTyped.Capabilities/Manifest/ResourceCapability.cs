namespace FhirTyped.Capabilities;

/// <summary>What a server does with one resource type: <c>CapabilityStatement.rest.resource</c>, facts only.</summary>
public sealed record ResourceCapability
{
    /// <summary>The resource type, for example <c>Patient</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The interactions that are declared.</summary>
    public FhirInteraction Interactions { get; init; }

    /// <summary><c>no-version</c>, <c>versioned</c>, <c>versioned-update</c>, or empty where it is not declared.</summary>
    public string Versioning { get; init; } = "";

    /// <summary>What is declared of conditional requests and the like.</summary>
    public ConditionalSupport Conditional { get; init; }

    /// <summary>The search parameters, in ordinal order of their names, each name once.</summary>
    public EquatableArray<SearchParameterCapability> SearchParameters { get; init; }

    /// <summary>The values of <c>_include</c> that are declared; <c>*</c> is all.</summary>
    public EquatableArray<string> SearchIncludes { get; init; }

    /// <summary>The values of <c>_revinclude</c> that are declared.</summary>
    public EquatableArray<string> SearchRevIncludes { get; init; }

    /// <summary>The operations on the type and its instances.</summary>
    public EquatableArray<OperationCapability> Operations { get; init; }

    /// <summary>The parameter of that name, or null.</summary>
    public SearchParameterCapability? FindSearchParameter(string name)
    {
        foreach (var parameter in SearchParameters)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>Whether an interaction is declared.</summary>
    public bool Supports(FhirInteraction interaction) => (Interactions & interaction) == interaction;
}
