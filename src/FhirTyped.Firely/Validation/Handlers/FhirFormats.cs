namespace FhirTyped.Firely.Handlers;

/// <summary>Which format a body says that it has (https://hl7.org/fhir/R4/http.html#mime-type).</summary>
internal static class FhirFormats
{
    /// <summary>Whether content says of itself that it is JSON, FHIR's or any other, and no JSON Patch.</summary>
    public static bool IsJson(HttpContent content) => IsJson(MediaTypeOf(content));

    /// <summary>Whether a media type means JSON, FHIR's or any other, and no JSON Patch.</summary>
    public static bool IsJson(string? mediaType) => mediaType?.ToLowerInvariant() is "application/fhir+json" or "application/json" or "application/json+fhir" or "text/json";

    /// <summary>Whether content says of itself that it is FHIR's XML.</summary>
    public static bool IsFhirXml(HttpContent content) => MediaTypeOf(content) is "application/fhir+xml" or "application/xml+fhir";

    /// <summary>Whether content says of itself that it is XML of some kind, which FHIR's may be too.</summary>
    public static bool IsAnyXml(HttpContent content) => MediaTypeOf(content) is "application/xml" or "text/xml";

    private static string MediaTypeOf(HttpContent content) => content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
        ? type.ToString().Split(';', 2)[0].Trim().ToLowerInvariant()
        : "";
}
