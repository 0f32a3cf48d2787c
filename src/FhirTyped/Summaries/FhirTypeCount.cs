namespace FhirTyped;

/// <summary>How many resources of one type a server says that it has.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class FhirTypeCount
{
    internal FhirTypeCount(string resourceType, FhirTypeCountStatus status, int? count = null, string? patientParameter = null, string? reason = null, FhirException? error = null)
    {
        ResourceType = resourceType;
        Status = status;
        Count = count;
        PatientParameter = patientParameter;
        Reason = reason;
        Error = error;
    }

    /// <summary>The resource type.</summary>
    public string ResourceType { get; }

    /// <summary>What became of the count.</summary>
    public FhirTypeCountStatus Status { get; }

    /// <summary>
    /// <c>Bundle.total</c> as the server gave it (https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.total); null where <see cref="Status"/> is not
    /// <see cref="FhirTypeCountStatus.Counted"/>. It is the server's word: what the client may not see may be part of it, and it may be an estimate.
    /// </summary>
    public int? Count { get; }

    /// <summary>The search parameter that led to the patient, for example <c>patient</c>; null where no patient was named.</summary>
    public string? PatientParameter { get; }

    /// <summary>Why there is no number, without patient data: the judge's words, or the error's; null where there is one.</summary>
    public string? Reason { get; }

    /// <summary>What the judge or the server refused; null where neither did.</summary>
    public FhirException? Error { get; }

    /// <summary>The type and the number, or what became of it.</summary>
    public override string ToString() => ResourceType + ": " + (Count is { } count ? count.ToString(System.Globalization.CultureInfo.InvariantCulture) : Status.ToString());
}
