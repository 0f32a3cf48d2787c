namespace FhirTyped.Gateway;

/// <summary>What a sealed link leads to.</summary>
internal enum PageKind
{
    /// <summary>A further page of a search.</summary>
    Page,

    /// <summary>How an export goes on (https://hl7.org/fhir/uv/bulkdata/STU2/export.html#bulk-data-status-request): asked for again and again, and ended by DELETE.</summary>
    ExportStatus,

    /// <summary>A file of an export.</summary>
    ExportFile,
}
