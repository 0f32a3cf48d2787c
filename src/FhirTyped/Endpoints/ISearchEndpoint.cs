using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type that a platform can search.</summary>
/// <typeparam name="T">The resource type.</typeparam>
/// <typeparam name="TQuery">The query type: its properties are the parameters that the platform supports.</typeparam>
public interface ISearchEndpoint<T, TQuery>
    where T : Resource
    where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
{
    /// <summary>Searches: GET [type]?… (https://hl7.org/fhir/R4/http.html#search).</summary>
    /// <param name="build">Adds the criteria. It is called at once and must not keep the query.</param>
    /// <returns>The search. Nothing is sent before its results are asked for; each enumeration asks anew.</returns>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent: a filter never disappears silently.</exception>
    /// <exception cref="InvalidOperationException">
    /// The function is async, a part of the search was refused and the function went on, or it uses a query that is not its own.
    /// </exception>
    FhirSearch<T> Search(Action<TQuery> build);

    /// <summary>
    /// Searches by an interpolated query, for example <c>$"family={name}&amp;birthdate=ge{date}"</c>. Values are escaped by FHIR's
    /// rules and percent-encoded. The literal parts are read as the query of an address and written anew, so that the search is sent as it is
    /// judged: <c>%xx</c> is a byte of UTF-8, and everything else stands for itself (RFC 3986), a <c>+</c> and a <c>#</c> too.
    /// </summary>
    /// <param name="query">The query without the question mark.</param>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent, or a literal part cannot be read.</exception>
    FhirSearch<T> Search(ref FhirQueryInterpolatedStringHandler query);
}
