namespace FhirTyped;

/// <summary>Media types of FHIR's REST interface (https://hl7.org/fhir/R4/http.html#mime-type).</summary>
internal static class FhirMediaTypes
{
    public const string Json = "application/fhir+json";
    public const string JsonPatch = "application/json-patch+json";
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>Whether content says of itself that it is JSON, FHIR's or any other.</summary>
    public static bool IsJson(HttpContent content) => content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
        && type.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);
}
