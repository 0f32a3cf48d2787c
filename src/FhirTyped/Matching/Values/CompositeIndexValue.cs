namespace FhirTyped.Matching;

/// <summary>The values of the parts of one element, part by part.</summary>
internal sealed record CompositeIndexValue(IReadOnlyList<IndexValue>[] Parts) : IndexValue;
