using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform sends only where it was modified since a moment.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IReadIfModifiedSinceEndpoint<T>
    where T : Resource
{
    /// <summary>Reads a resource unless it was not modified since: GET [type]/[id] with <c>If-Modified-Since</c> (https://hl7.org/fhir/R4/http.html#cread).</summary>
    /// <param name="id">The id.</param>
    /// <param name="since">The moment; HTTP knows whole seconds only, and the rest is cut off.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The resource, or null where it was not modified (304): the one that one has is still right.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirNotFoundException">There is no such resource, or it was deleted.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task<T?> ReadIfModifiedSinceAsync(string id, DateTimeOffset since, CancellationToken cancellationToken = default);
}
