using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$translate</c>.</summary>
public interface ITranslateEndpoint
{
    /// <summary>A code in other terms: POST ConceptMap/$translate (https://hl7.org/fhir/R4/conceptmap-operation-translate.html).</summary>
    /// <param name="coding">The code with its system.</param>
    /// <param name="options">Into which terms; null lets the server choose.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The code or the system is missing.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<CodeTranslation> TranslateAsync(Coding coding, TranslateOptions? options = null, CancellationToken cancellationToken = default);
}
