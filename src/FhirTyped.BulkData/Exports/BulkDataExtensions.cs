namespace FhirTyped.BulkData;

/// <summary>Where exports begin: at any client of a platform.</summary>
public static class BulkDataExtensions
{
    /// <summary>The members of a group, to export their data.</summary>
    /// <param name="client">The client.</param>
    /// <param name="id">The id of the Group.</param>
    /// <exception cref="ArgumentException">The id is not a valid FHIR id.</exception>
    public static BulkExportTarget Group(this IFhirPlatformClient client, string id)
    {
        ArgumentNullException.ThrowIfNull(client);
        FhirId.ThrowIfInvalid(id, nameof(id));
        return new(client, BulkExportLevel.Group, id);
    }

    /// <summary>All patients of the server, to export their data.</summary>
    /// <param name="client">The client.</param>
    public static BulkExportTarget AllPatients(this IFhirPlatformClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new(client, BulkExportLevel.Patient, null);
    }

    /// <summary>The whole server, to export what it has.</summary>
    /// <param name="client">The client.</param>
    public static BulkExportTarget WholeSystem(this IFhirPlatformClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new(client, BulkExportLevel.System, null);
    }
}
