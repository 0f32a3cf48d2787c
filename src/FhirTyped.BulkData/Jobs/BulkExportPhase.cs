namespace FhirTyped.BulkData;

/// <summary>How far an export is.</summary>
public enum BulkExportPhase
{
    /// <summary>The kick-off is sent, and its answer is not there yet: nobody knows whether the export began.</summary>
    Starting,

    /// <summary>The server works on it.</summary>
    Running,

    /// <summary>The manifest is there; files are still to come, or all are there.</summary>
    Complete,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The server gave it up.</summary>
    Failed,
}
