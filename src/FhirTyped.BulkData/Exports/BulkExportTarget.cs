namespace FhirTyped.BulkData;

/// <summary>Of whom data can be exported at a server.</summary>
/// <remarks>Immutable.</remarks>
public sealed class BulkExportTarget
{
    private readonly IFhirPlatformClient _client;

    internal BulkExportTarget(IFhirPlatformClient client, BulkExportLevel level, string? groupId)
    {
        _client = client;
        Level = level;
        GroupId = groupId;
    }

    /// <summary>Of whom.</summary>
    public BulkExportLevel Level { get; }

    /// <summary>The id of the Group, or null where there is none.</summary>
    public string? GroupId { get; }

    /// <summary>Describes an export. Nothing is sent before it is started.</summary>
    /// <param name="build">Says what to export; null for all that the server gives. It is called at once.</param>
    /// <returns>The export, judged: <see cref="BulkExport.Verdicts"/>.</returns>
    /// <exception cref="ArgumentException">A value is null, empty or none of its kind, or two of them contradict each other.</exception>
    /// <exception cref="InvalidOperationException">A query is used outside its function.</exception>
    public BulkExport Export(Action<BulkExportBuilder>? build = null)
    {
        var builder = new BulkExportBuilder(Level);
        build?.Invoke(builder);
        return new(_client, this, builder.ToParameters());
    }

    /// <summary>The level: an id may be that of a patient's group.</summary>
    public override string ToString() => nameof(BulkExportTarget) + " " + Level;
}
