using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>One platform file and its own statement, of the files that a platform is made of. Cached by the driver: plain data only.</summary>
/// <param name="File">The file.</param>
/// <param name="Statement">The facts of its statement, or null.</param>
internal sealed record PlatformLayer(PlatformFile File, CapabilityStatementFacts? Statement);
