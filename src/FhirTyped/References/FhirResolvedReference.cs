using FhirTyped.R4;

namespace FhirTyped;

/// <summary>One reference that was to be resolved: the resource, or why there is none.</summary>
public sealed class FhirResolvedReference
{
    internal FhirResolvedReference(string? reference, FhirReferenceStatus status, Resource? resource = null, FhirException? error = null)
    {
        Reference = reference;
        Status = status;
        Resource = resource;
        Error = error;
    }

    /// <summary>The reference as it was given.</summary>
    public string? Reference { get; }

    /// <summary>What became of it.</summary>
    public FhirReferenceStatus Status { get; }

    /// <summary>
    /// The resource; null unless <see cref="Status"/> is <see cref="FhirReferenceStatus.Resolved"/>. Where several references lead to one resource, it is the same object.
    /// </summary>
    public Resource? Resource { get; }

    /// <summary>Why there is no resource, as the exception that a read of it would have thrown; null where it is there, where the reference alone says why, and where a search did not find it.</summary>
    public FhirException? Error { get; }

    /// <summary>The status: an id is a patient's.</summary>
    public override string ToString() => $"{nameof(FhirResolvedReference)} {Status}";
}
