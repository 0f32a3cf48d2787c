using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type of which a platform keeps a common history.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public interface ITypeHistoryEndpoint<T>
    where T : Resource
{
    /// <summary>The versions of all resources of the type, newest first: GET [type]/_history (https://hl7.org/fhir/R4/http.html#history).</summary>
    FhirSearch<T> History();
}
