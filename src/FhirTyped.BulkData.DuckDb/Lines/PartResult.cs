namespace FhirTyped.BulkData.DuckDb;

/// <summary>What some lines gave.</summary>
internal sealed class PartResult
{
    public required IReadOnlyList<TableRows> Tables { get; init; }

    public long Resources { get; set; }

    public Dictionary<string, long> WithoutView { get; } = new(StringComparer.Ordinal);

    public List<BadLine> BadLines { get; } = [];
}
