using FhirTyped.R4;

namespace FhirTyped;

/// <summary>
/// A client whose platform is only known when the program runs. The same judge refuses what the platform does not support.
/// </summary>
public interface IFhirPlatformClient
{
    /// <summary>The platform.</summary>
    PlatformDescriptor Platform { get; }

    /// <summary>Reads a resource: GET [type]/[id] (https://hl7.org/fhir/R4/http.html#read).</summary>
    /// <param name="resourceType">The resource type, for example <c>Patient</c>.</param>
    /// <param name="id">The resource's id: letters, digits, <c>-</c> and <c>.</c>, at most 64.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support it; nothing was sent.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<Resource> ReadAsync(string resourceType, string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Searches by a relative address, for example <c>Patient?family=Smith</c>, already percent-encoded. The query is read and written anew, so
    /// that it is sent as it is judged: <c>%xx</c> is a byte of UTF-8, and everything else stands for itself (RFC 3986), a <c>+</c> too. The address of a
    /// further page, by a paging parameter that the platform declares (rule <c>paging_parameters</c>), is no search: it is sent to the byte.
    /// </summary>
    /// <param name="relativeUrl">The resource type, a question mark and the query.</param>
    /// <returns>The search; nothing is sent before its results are asked for.</returns>
    /// <exception cref="ArgumentException">
    /// The text is not of the form <c>Type?query</c>, or its query cannot be read: a <c>%</c> without its two digits, bytes that are not UTF-8, control
    /// characters, or a name with other characters than names have.
    /// </exception>
    FhirSearch<Resource> Search(string relativeUrl);
}
