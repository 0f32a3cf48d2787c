namespace FhirTyped.BulkData;

/// <summary>A file of an export that is there, whole and checked.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its name in the export's folder, for example <c>Observation.00001.ndjson</c>.</param>
/// <param name="Kind">In which list of the manifest it stands.</param>
/// <param name="Type">The resource type of its lines; null where nobody says.</param>
/// <param name="Bytes">How many bytes it has.</param>
public sealed record BulkFile(string Path, string Name, BulkFileKind Kind, string? Type, long Bytes);
