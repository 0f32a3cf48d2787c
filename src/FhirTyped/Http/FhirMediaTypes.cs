namespace FhirTyped;

/// <summary>Media types of FHIR's REST interface (https://hl7.org/fhir/R4/http.html#mime-type).</summary>
internal static class FhirMediaTypes
{
    public const string Json = "application/fhir+json";
    public const string JsonPatch = "application/json-patch+json";
    public const string Form = "application/x-www-form-urlencoded";
}
