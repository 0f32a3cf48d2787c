namespace FhirTyped.BulkData;

/// <summary>What a status address answered: a manifest, or how far the export is.</summary>
/// <param name="Manifest">The manifest's JSON, or null while the export runs.</param>
/// <param name="Progress">The server's words (<c>X-Progress</c>), at most 100 characters, or null.</param>
/// <param name="RetryAfter">How long the server asks to wait, or null.</param>
internal sealed record StatusAnswer(byte[]? Manifest, string? Progress, TimeSpan? RetryAfter);
