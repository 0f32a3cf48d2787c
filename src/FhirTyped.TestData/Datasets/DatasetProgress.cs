namespace FhirTyped.TestData;

/// <summary>How far the writing of a dataset is.</summary>
/// <param name="Resources">How many resources are written.</param>
/// <param name="Bytes">How many bytes they have.</param>
public readonly record struct DatasetProgress(long Resources, long Bytes);
