using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can read and update.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IModifyEndpoint<T>
    where T : Resource
{
    /// <summary>
    /// Reads a resource, changes it and writes it on the condition that nobody else has (https://hl7.org/fhir/R4/http.html#concurrency). On a conflict
    /// (409 or 412) it waits a moment, reads again and changes that: <see cref="FhirPlatformOptions.ModifyAttempts"/> times at most.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <param name="change">Changes the resource. It may be called more than once, each time on a fresh one.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The version that the resource has now, and the resource as it is there now.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    /// <exception cref="FhirConflictException">Every attempt met a conflict.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    /// <exception cref="FhirProtocolException">The server gives no version of the resource, so that a change of somebody else could be lost; nothing was written. Or: The server answered with success, and yet not about this resource; it may have been carried out.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through; nobody knows whether it was carried out.</exception>
    /// <exception cref="FhirTimeoutException">The whole answer did not come in time; nobody knows whether it was carried out.</exception>
    Task<FhirWriteResult<T>> ModifyAsync(string id, Action<T> change, CancellationToken cancellationToken = default);
}
