namespace FhirTyped;

/// <summary>
/// A format of resources on the wire beside JSON, as a translation from and to FHIR JSON (https://hl7.org/fhir/R4/http.html#mime-type). FhirTyped itself speaks JSON only;
/// the package FhirTyped.Firely has XML.
/// </summary>
/// <remarks>Implementations are thread-safe, lose nothing without an exception, and hold no value of a resource in their messages.</remarks>
public interface IFhirFormat
{
    /// <summary>The media type under which it is sent: <c>application/fhir+xml</c>.</summary>
    string MediaType { get; }

    /// <summary>Whether a media type, or a value of <c>_format</c>, means this format.</summary>
    /// <param name="name">A media type without parameters, or a short name as <c>xml</c>.</param>
    bool IsMeantBy(string name);

    /// <summary>Translates a resource to FHIR JSON.</summary>
    /// <param name="content">The resource in this format.</param>
    /// <returns>JSON in UTF-8.</returns>
    /// <exception cref="FhirException">It is no resource in this format, or too large or too deep.</exception>
    byte[] ToJson(ReadOnlySpan<byte> content);

    /// <summary>Translates a resource from FHIR JSON.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <returns>The resource in this format.</returns>
    /// <exception cref="FhirException">It is no resource, or holds what this format cannot.</exception>
    byte[] FromJson(ReadOnlySpan<byte> json);
}
