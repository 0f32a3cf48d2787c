namespace FhirTyped.BulkData;

/// <summary>How far an export is, as it is reported while it goes on.</summary>
/// <param name="Phase">Whether the server works on it, or files are downloaded.</param>
/// <param name="Server">The server's words (<c>X-Progress</c>), at most 100 characters of ASCII; null where it says nothing.</param>
/// <param name="NextPoll">How long it is until the server is asked again; null where files are downloaded.</param>
/// <param name="FilesDone">How many files are there and checked.</param>
/// <param name="Files">How many there will be; 0 before the manifest is there.</param>
/// <param name="Bytes">How many bytes there are, of finished and unfinished files.</param>
/// <param name="Resources">How many resources the finished files have, of <c>output</c> alone.</param>
public sealed record BulkExportProgress(BulkExportPhase Phase, string? Server, TimeSpan? NextPoll, int FilesDone, int Files, long Bytes, long Resources);
