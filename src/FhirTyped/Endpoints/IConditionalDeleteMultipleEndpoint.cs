using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type of which a platform deletes every resource for which criteria hold (<c>conditionalDelete</c> is <c>multiple</c>).</summary>
/// <typeparam name="T">The resource type.</typeparam>
/// <typeparam name="TQuery">The query type: its properties are the parameters that the platform supports.</typeparam>
public interface IConditionalDeleteMultipleEndpoint<T, TQuery>
    where T : Resource
    where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
{
    /// <summary>
    /// Deletes every resource for which the criteria hold, however many they are: DELETE [type]?…
    /// (https://hl7.org/fhir/R4/http.html#cdelete). FHIR has no way to ask such a server to delete one at most.
    /// </summary>
    /// <param name="criteria">The criteria. It is called at once.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support the criteria, or there are none; nothing was sent.</exception>
    /// <exception cref="FhirResponseException">The server refused.</exception>
    Task ConditionalDeleteMultipleAsync(Action<TQuery> criteria, CancellationToken cancellationToken = default);
}
