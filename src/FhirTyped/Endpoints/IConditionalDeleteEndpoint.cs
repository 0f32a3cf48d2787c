using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type of which a platform deletes the one resource for which criteria hold.</summary>
/// <typeparam name="T">The resource type.</typeparam>
/// <typeparam name="TQuery">The query type: its properties are the parameters that the platform supports.</typeparam>
public interface IConditionalDeleteEndpoint<T, TQuery>
    where T : Resource
    where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
{
    /// <summary>Deletes the resource for which the criteria hold: DELETE [type]?… (https://hl7.org/fhir/R4/http.html#cdelete). Where there is none, it succeeds.</summary>
    /// <param name="criteria">The criteria; best an identifier. It is called at once.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support the criteria, or there are none; nothing was sent.</exception>
    /// <exception cref="FhirMultipleMatchesException">The criteria hold for more than one resource; nothing was deleted.</exception>
    /// <exception cref="FhirResponseException">The server refused for another reason.</exception>
    Task ConditionalDeleteAsync(Action<TQuery> criteria, CancellationToken cancellationToken = default);
}
