using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A CapabilityStatement after reading. Cached by the driver: plain data only.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="Facts">What it declares, or null where it is no statement of an R4 server.</param>
/// <param name="Issues">What is wrong in it, or was left out.</param>
internal sealed record ParsedStatement(string Path, CapabilityStatementFacts? Facts, EquatableArray<PlatformIssue> Issues);
