using System.ComponentModel;

namespace FhirTyped;

/// <summary>
/// A set of resource types to which a reference parameter leads. Generated code has one interface for each resource type and one
/// empty struct for each set, so that the compiler knows which chained searches a parameter allows.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IReferenceTargets;
