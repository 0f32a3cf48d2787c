using System.ComponentModel;

namespace FhirTyped;

/// <summary>
/// What a reference parameter is good for: to which resource types it leads, and which includes it allows. Generated code has one
/// interface for each resource type and one empty struct for each set, so that the compiler knows which chained searches and
/// includes (<see cref="IIncludable"/>, <see cref="IRevIncludable{TQuery}"/>) compile.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IReferenceTargets;
