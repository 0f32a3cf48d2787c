namespace FhirTyped.Transfer;

/// <summary>What a node of a graph stands for.</summary>
public enum FhirGraphNodeKind
{
    /// <summary>A resource that was given.</summary>
    Resource,

    /// <summary>A resource inside another one (https://hl7.org/fhir/R4/references.html#contained).</summary>
    Contained,

    /// <summary>A resource that is referred to, and was not given.</summary>
    Missing,

    /// <summary>A resource that is referred to by the address of another server.</summary>
    Elsewhere,
}
