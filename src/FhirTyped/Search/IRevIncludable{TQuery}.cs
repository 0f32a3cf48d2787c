using System.ComponentModel;

namespace FhirTyped;

/// <summary>
/// Marks what a reference parameter is good for: a search may include the resources that refer by it to its matches
/// (<c>_revinclude</c>, https://hl7.org/fhir/R4/search.html#revinclude), since the platform does not rule it out. Generated code implements it.
/// </summary>
/// <typeparam name="TQuery">The query type of that search.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRevIncludable<TQuery>
    where TQuery : FhirQuery<TQuery>, IFhirQuery;
