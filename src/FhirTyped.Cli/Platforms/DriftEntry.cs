namespace FhirTyped.Cli.Platforms;

/// <summary>One difference between two statements.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="What">To what: <c>Patient parameter birthdate</c>.</param>
internal sealed record DriftEntry(DriftKind Kind, string What);
