using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type of which a platform keeps the history of each resource.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface IInstanceHistoryEndpoint<T>
    where T : Resource
{
    /// <summary>The versions of one resource, newest first: GET [type]/[id]/_history (https://hl7.org/fhir/R4/http.html#history).</summary>
    /// <param name="id">The id.</param>
    /// <returns>The versions as a lazy stream; entries of deletions hold no resource and are left out.</returns>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    FhirSearch<T> History(string id);
}
