namespace FhirTyped.Matching;

/// <summary>One value of a criterion, read once: whether a value of a resource fulfils it.</summary>
internal delegate bool ValueMatch(IndexValue value);
