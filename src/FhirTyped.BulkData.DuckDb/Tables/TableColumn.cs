namespace FhirTyped.BulkData.DuckDb;

/// <summary>A column of a DuckDB table.</summary>
/// <param name="Name">The name, as the ViewDefinition has it or derived from that: letters, digits and underscores.</param>
/// <param name="SqlType">The type.</param>
internal sealed record TableColumn(string Name, string SqlType);
