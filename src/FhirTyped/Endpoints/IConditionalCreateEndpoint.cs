using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform creates only where it is not there yet.</summary>
/// <typeparam name="T">The resource type.</typeparam>
/// <typeparam name="TQuery">The query type: its properties are the parameters that the platform supports.</typeparam>
public interface IConditionalCreateEndpoint<T, TQuery>
    where T : Resource
    where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
{
    /// <summary>
    /// Creates a resource unless there is one already: POST [type] with <c>If-None-Exist</c> (https://hl7.org/fhir/R4/http.html#ccreate).
    /// It can be repeated where nobody knows whether the first attempt arrived.
    /// </summary>
    /// <param name="resource">The resource; the server gives it an id.</param>
    /// <param name="criteria">The criteria by which the server recognises it; best an identifier. It is called at once.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether it was created, and the resource that is there now.</returns>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support the criteria, or there are none; nothing was sent.</exception>
    /// <exception cref="FhirMultipleMatchesException">The criteria hold for more than one resource; nothing was created.</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    /// <exception cref="FhirProtocolException">The server answered with success, and yet not about this resource; it may have been carried out.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through; nobody knows whether it was carried out.</exception>
    /// <exception cref="FhirTimeoutException">The whole answer did not come in time; nobody knows whether it was carried out.</exception>
    Task<FhirWriteResult<T>> CreateIfNoneExistAsync(T resource, Action<TQuery> criteria, CancellationToken cancellationToken = default);
}
