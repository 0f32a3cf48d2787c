namespace FhirTyped.BulkData.DuckDb;

/// <summary>What becomes of a line that cannot be read, or that a view does not fit.</summary>
public enum BadLineHandling
{
    /// <summary>It ends the work with a <see cref="FhirTableException"/>; no target is left.</summary>
    Stop,

    /// <summary>It is counted and left out, with all its rows: see <see cref="FhirTableReport.BadLines"/>.</summary>
    Count,
}
