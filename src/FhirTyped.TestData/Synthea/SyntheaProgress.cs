namespace FhirTyped.TestData;

/// <summary>How far the loading is.</summary>
/// <param name="FilesDone">How many files were read.</param>
/// <param name="Files">How many there are.</param>
/// <param name="Resources">How many resources were given out.</param>
/// <param name="UnresolvedReferences">How many references had a target that is in none of the files.</param>
public readonly record struct SyntheaProgress(int FilesDone, int Files, long Resources, long UnresolvedReferences);
