namespace FhirTyped.BulkData;

/// <summary>Of whom data are exported (https://hl7.org/fhir/uv/bulkdata/STU2/export.html#endpoints).</summary>
public enum BulkExportLevel
{
    /// <summary>All that the server has: <c>GET [base]/$export</c>.</summary>
    System,

    /// <summary>All patients: <c>GET [base]/Patient/$export</c>.</summary>
    Patient,

    /// <summary>The members of a group: <c>GET [base]/Group/[id]/$export</c>.</summary>
    Group,
}
