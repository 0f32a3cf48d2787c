namespace FhirTyped.BulkData.DuckDb;

/// <summary>What became of the lines.</summary>
/// <param name="Resources">How many resources were read.</param>
/// <param name="Rows">How many rows each table got, by its name; also tables that stayed empty.</param>
/// <param name="WithoutView">How many resources no view takes, by type; types that R4 does not have together under <c>other</c>.</param>
/// <param name="BadLineCount">How many lines gave no rows.</param>
/// <param name="BadLines">The first of them, at most 100.</param>
public sealed record FhirTableReport(
    long Resources, IReadOnlyDictionary<string, long> Rows, IReadOnlyDictionary<string, long> WithoutView, long BadLineCount, IReadOnlyList<BadLine> BadLines);
