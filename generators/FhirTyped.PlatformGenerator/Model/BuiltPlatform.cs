using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A platform after everything is merged. Cached by the driver: plain data only.</summary>
/// <param name="Path">The platform file's path.</param>
/// <param name="Manifest">Its manifest, or null where there is none.</param>
/// <param name="Issues">What is wrong in the whole.</param>
/// <param name="Parent">The class from which its own derives, or null.</param>
internal sealed record BuiltPlatform(string Path, PlatformManifest? Manifest, EquatableArray<PlatformIssue> Issues, ParentClass? Parent);
