namespace FhirTyped;

/// <summary>How far long work is.</summary>
/// <param name="Completed">How much is done; it never becomes less.</param>
/// <param name="Total">How much there is; null where that is not known. Of a search it is the server's own number, which may be an estimate.</param>
public readonly record struct FhirProgress(int Completed, int? Total);
