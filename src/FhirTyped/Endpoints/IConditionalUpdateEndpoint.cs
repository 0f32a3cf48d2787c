using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform updates by criteria instead of an id.</summary>
/// <typeparam name="T">The resource type.</typeparam>
/// <typeparam name="TQuery">The query type: its properties are the parameters that the platform supports.</typeparam>
public interface IConditionalUpdateEndpoint<T, TQuery>
    where T : Resource
    where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
{
    /// <summary>
    /// Replaces the resource for which the criteria hold, or creates it where there is none: PUT [type]?…
    /// (https://hl7.org/fhir/R4/http.html#cond-update). No <c>If-Match</c> is sent.
    /// </summary>
    /// <param name="resource">The resource. Where it has an id, it must be that of the one that is found.</param>
    /// <param name="criteria">The criteria; best an identifier. It is called at once.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether it was created, and the resource that is there now.</returns>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent.</exception>
    /// <exception cref="FhirCapabilityException">
    /// The platform does not support the criteria, or there are none, or the resource was fetched in part (it is tagged <c>SUBSETTED</c>);
    /// nothing was sent.
    /// </exception>
    /// <exception cref="FhirMultipleMatchesException">The criteria hold for more than one resource; nothing was changed.</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    /// <exception cref="FhirProtocolException">The server answered with success, and yet not about this resource; it may have been carried out.</exception>
    /// <exception cref="FhirTransportException">The request or its answer did not get through; nobody knows whether it was carried out.</exception>
    /// <exception cref="FhirTimeoutException">The whole answer did not come in time; nobody knows whether it was carried out.</exception>
    Task<FhirWriteResult<T>> ConditionalUpdateAsync(T resource, Action<TQuery> criteria, CancellationToken cancellationToken = default);
}
