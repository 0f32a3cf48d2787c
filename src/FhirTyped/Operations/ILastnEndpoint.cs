using FhirTyped.R4;

namespace FhirTyped;

/// <summary>A resource type with the operation <c>$lastn</c>.</summary>
/// <typeparam name="T">The resource type.</typeparam>
/// <typeparam name="TQuery">The query type: its properties are the parameters that the platform supports.</typeparam>
public interface ILastnEndpoint<T, TQuery>
    where T : Resource
    where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
{
    /// <summary>The newest observations of each code: GET Observation/$lastn?… (https://hl7.org/fhir/R4/observation-operation-lastn.html).</summary>
    /// <param name="build">Adds the criteria: a patient or subject, and a category or code. It is called at once.</param>
    /// <param name="max">How many of each code; 1 or more.</param>
    /// <returns>The observations as a lazy stream over all pages; nothing is sent before they are asked for.</returns>
    /// <exception cref="ArgumentException">A value is null, empty or cannot be sent, or the number is not positive.</exception>
    FhirSearch<T> Lastn(Action<TQuery> build, int max = 1);
}
