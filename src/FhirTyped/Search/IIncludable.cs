using System.ComponentModel;

namespace FhirTyped;

/// <summary>
/// Marks what a reference parameter is good for: the resources that it leads to may be included (<c>_include</c>,
/// https://hl7.org/fhir/R4/search.html#include), since the platform does not rule it out. Generated code implements it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IIncludable;
