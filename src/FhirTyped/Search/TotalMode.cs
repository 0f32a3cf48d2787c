namespace FhirTyped;

/// <summary>The values of <c>_total</c>: https://hl7.org/fhir/R4/search.html#total.</summary>
public enum TotalMode
{
    /// <summary>No total is wanted.</summary>
    None,

    /// <summary>An estimate will do.</summary>
    Estimate,

    /// <summary>The exact number is wanted.</summary>
    Accurate,
}
