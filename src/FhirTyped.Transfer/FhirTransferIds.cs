namespace FhirTyped.Transfer;

/// <summary>Which ids resources have at the target.</summary>
public enum FhirTransferIds
{
    /// <summary>The target gives each an id of its own: POST (https://hl7.org/fhir/R4/http.html#create).</summary>
    Assign,

    /// <summary>
    /// Those that they have at the source: PUT to an id that is not there yet (https://hl7.org/fhir/R4/http.html#upsert). Where the platform lets no client choose ids
    /// (<c>updateCreate</c>), the resource type is refused.
    /// </summary>
    Keep,

    /// <summary>As <see cref="Keep"/> for the resource types for which the platform declares it, and as <see cref="Assign"/> for the others.</summary>
    KeepWherePermitted,
}
