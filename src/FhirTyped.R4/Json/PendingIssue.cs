namespace FhirTyped.R4;

/// <summary>An issue before its place is told: places are found in one walk over the payload, and only if there are issues.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Position">The offset of the token.</param>
/// <param name="Child">A name below the place, for what is missing there; else null.</param>
internal readonly record struct PendingIssue(FhirFormatCode Code, FhirFormatSeverity Severity, int Position, string? Child);
