using FhirTyped.R4;
using Hl7.Fhir.Rest;
using FirelyBundle = Hl7.Fhir.Model.Bundle;

namespace FhirTyped.Firely;

/// <summary>Gives typed searches to the Firely SDK's <c>FhirClient</c>.</summary>
public static class FirelySearchParams
{
    /// <summary>
    /// A typed query as the <see cref="SearchParams"/> of a <c>FhirClient</c>:
    /// <c>await client.SearchAsync&lt;Observation&gt;(epic.Observation.ToSearchParams(q => q.Patient.Is(id).Category.Is("laboratory")))</c>.
    /// </summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <typeparam name="TQuery">The query type.</typeparam>
    /// <param name="endpoint">The resource type of a platform, as <c>epic.Observation</c>.</param>
    /// <param name="build">Adds the criteria.</param>
    /// <returns>As <see cref="ToSearchParams{T}(FhirSearch{T})"/> gives them.</returns>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support the search.</exception>
    public static SearchParams ToSearchParams<T, TQuery>(this ISearchEndpoint<T, TQuery> endpoint, Action<TQuery> build)
        where T : Resource
        where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Search(build).ToSearchParams();
    }

    /// <summary>
    /// A search as the <see cref="SearchParams"/> of a <c>FhirClient</c>. The platform's judge is asked at once, since a client that nobody guards would send
    /// whatever it is given. The resource type is not part of them: <see cref="SearchAsync{T}"/> takes it from the search.
    /// </summary>
    /// <remarks>
    /// All stands in <see cref="SearchParams.Parameters"/>, in the order of the search, result parameters too, and values are escaped by FHIR's rules
    /// (https://hl7.org/fhir/R4/search.html#escaping). <c>FhirClient</c> percent-encodes more characters than FhirTyped does (<c>: / , $</c>), which means the same.
    /// </remarks>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="search">The search.</param>
    /// <exception cref="ArgumentNullException"><paramref name="search"/> is null.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support the search.</exception>
    /// <exception cref="InvalidOperationException">
    /// It is no search of a resource type, or one that <see cref="SearchParams"/> cannot say: it filters locally, or is to go by POST (hand it to
    /// <see cref="SearchAsync{T}"/>).
    /// </exception>
    public static SearchParams ToSearchParams<T>(this FhirSearch<T> search)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(search);
        if (search.Resources is null && search.Request.IsPost)
        {
            throw new InvalidOperationException("The search is to go by POST (ViaPost), which SearchParams cannot say: hand the search itself to SearchAsync.");
        }

        return ParametersOf(search);
    }

    /// <summary>Searches by a <c>FhirClient</c> for what a typed search asks: by POST where it was made so (<see cref="FhirSearch{T}.ViaPost"/>).</summary>
    /// <typeparam name="T">The resource type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="search">The search.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The first page, as <c>FhirClient</c> gives it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FhirCapabilityException">The platform does not support the search. Nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">It is no search of a resource type, or it filters locally.</exception>
    public static Task<FirelyBundle?> SearchAsync<T>(this BaseFhirClient client, FhirSearch<T> search, CancellationToken cancellationToken = default)
        where T : Resource
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(search);
        var parameters = ParametersOf(search);
        return search.Request.IsPost
            ? client.SearchUsingPostAsync(parameters, search.ResourceType, cancellationToken)
            : client.SearchAsync(parameters, search.ResourceType, cancellationToken);
    }

    private static SearchParams ParametersOf<T>(FhirSearch<T> search)
        where T : Resource
    {
        // It throws where the search is made of resources.
        var request = search.Request;
        if (!request.IsTypeSearch || request.IsHistory || request.TakesWholeBundle)
        {
            throw new InvalidOperationException("Only a search of a resource type has SearchParams: a history, an operation and a further page have none.");
        }

        if (request.Filter is not null)
        {
            throw new InvalidOperationException("The search filters locally, which FhirClient cannot: the filter would disappear. Run the search itself, and take its matches by AsFirely().");
        }

        request.Guard(request.Criteria);
        var parameters = new SearchParams();
        foreach (var criterion in (request.Query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = criterion.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = end < 0 ? (criterion, "") : (criterion[..end], criterion[(end + 1)..]);
            parameters.Parameters.Add(Tuple.Create(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value)));
        }

        return parameters;
    }
}
