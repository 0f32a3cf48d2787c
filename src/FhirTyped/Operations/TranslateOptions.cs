namespace FhirTyped;

/// <summary>How <c>$translate</c> is asked to translate a code (https://hl7.org/fhir/R4/conceptmap-operation-translate.html).</summary>
public sealed record TranslateOptions
{
    /// <summary>The canonical address of the ConceptMap to use.</summary>
    /// <value>By default null: the server chooses by the systems.</value>
    public string? ConceptMapUrl { get; init; }

    /// <summary>The value set in whose terms the code was chosen.</summary>
    /// <value>By default null.</value>
    public string? Source { get; init; }

    /// <summary>The value set to translate into.</summary>
    /// <value>By default null.</value>
    public string? Target { get; init; }

    /// <summary>The code system to translate into.</summary>
    /// <value>By default null.</value>
    public string? TargetSystem { get; init; }
}
