namespace FhirTyped.Capabilities;

/// <summary>The forms that a patch can have (https://hl7.org/fhir/R4/http.html#patch).</summary>
public enum PatchKind
{
    /// <summary>JSON Patch (RFC 6902).</summary>
    JsonPatch,

    /// <summary>FHIRPath Patch: a Parameters resource (https://hl7.org/fhir/R4/fhirpatch.html).</summary>
    FhirPathPatch,
}
