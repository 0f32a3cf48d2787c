using FhirTyped.R4;

namespace FhirTyped;

/// <summary>One translation of a code.</summary>
public sealed class CodeTranslationMatch
{
    internal CodeTranslationMatch(ParametersParameter match)
    {
        Equivalence = match.Part.TextOf("equivalence");
        Concept = match.Part.Find(static part => part.Name == "concept")?.Value as Coding;
        Source = match.Part.TextOf("source");
    }

    /// <summary>How near it is (https://hl7.org/fhir/R4/valueset-concept-map-equivalence.html), or null where the server does not say.</summary>
    public string? Equivalence { get; }

    /// <summary>The code in the other terms, or null where there is none.</summary>
    public Coding? Concept { get; }

    /// <summary>The ConceptMap that says so, or null.</summary>
    public string? Source { get; }
}
