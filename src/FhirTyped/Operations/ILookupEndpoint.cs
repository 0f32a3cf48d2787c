using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$lookup</c>.</summary>
public interface ILookupEndpoint
{
    /// <summary>What a code means: POST CodeSystem/$lookup (https://hl7.org/fhir/R4/codesystem-operation-lookup.html).</summary>
    /// <param name="coding">The code with its system.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The code or the system is missing.</exception>
    /// <exception cref="FhirNotFoundException">The server does not know the code or the system.</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    Task<CodeLookup> LookupAsync(Coding coding, CancellationToken cancellationToken = default);
}
