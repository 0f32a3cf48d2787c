namespace FhirTyped.BulkData.DuckDb;

/// <summary>The rows of one table that one part of a file gives.</summary>
internal sealed record TableRows(TableSchema Table, List<object?[]> Rows);
