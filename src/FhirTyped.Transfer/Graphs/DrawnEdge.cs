namespace FhirTyped.Transfer;

/// <summary>An edge that is drawn.</summary>
/// <param name="Source">The place of the node from which it leads.</param>
/// <param name="Target">The place of the node to which it leads.</param>
/// <param name="Label">Its text: the paths of its references.</param>
/// <param name="IsInCycle">Whether one of its references lies in a circle.</param>
internal sealed record DrawnEdge(int Source, int Target, string Label, bool IsInCycle);
