namespace FhirTyped.BulkData;

/// <summary>In which list of a manifest a file stands.</summary>
public enum BulkFileKind
{
    /// <summary><c>output</c>: the data.</summary>
    Output,

    /// <summary><c>error</c>: what could not be exported, as OperationOutcomes.</summary>
    Error,

    /// <summary><c>deleted</c>: what was deleted since <c>_since</c>, as Bundles with an entry for each.</summary>
    Deleted,
}
