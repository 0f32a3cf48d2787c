using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Which documents <c>$docref</c> is asked for (http://hl7.org/fhir/us/core/OperationDefinition/docref).</summary>
public sealed record DocrefOptions
{
    /// <summary>Documents about care from this moment on.</summary>
    /// <value>By default null. Without start and end, the server gives the newest document of the type.</value>
    public FhirDateTime? Start { get; init; }

    /// <summary>Documents about care until this moment.</summary>
    /// <value>By default null.</value>
    public FhirDateTime? End { get; init; }

    /// <summary>The type of document, as a LOINC code.</summary>
    /// <value>By default null: a continuity of care document (34133-9), as the operation defines.</value>
    public Coding? Type { get; init; }
}
