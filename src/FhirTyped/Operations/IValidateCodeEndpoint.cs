using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$validate-code</c>.</summary>
public interface IValidateCodeEndpoint
{
    /// <summary>
    /// Whether a code belongs to a value set or code system: POST [type]/$validate-code
    /// (https://hl7.org/fhir/R4/valueset-operation-validate-code.html).
    /// </summary>
    /// <param name="url">The canonical address of the value set, or of the code system.</param>
    /// <param name="coding">The code with its system.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The address is empty, or the code or the system is missing.</exception>
    /// <exception cref="FhirNotFoundException">The server does not know the value set or code system.</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    Task<CodeValidation> ValidateCodeAsync(string url, Coding coding, CancellationToken cancellationToken = default);
}
