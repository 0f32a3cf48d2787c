namespace FhirTyped.Capabilities;

/// <summary>A platform file together with the facts of its own CapabilityStatement.</summary>
/// <param name="File">The file.</param>
/// <param name="Statement">The facts, or null where it has none, or none that could be read.</param>
internal sealed record PlatformSource(PlatformFile File, CapabilityStatementFacts? Statement);
