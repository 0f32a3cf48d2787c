using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A platform file after reading. Cached by the driver: plain data only.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="File">What it says, or null where nothing can be made of it.</param>
/// <param name="Issues">What is wrong in it.</param>
internal sealed record ParsedPlatformFile(string Path, PlatformFile? File, EquatableArray<PlatformIssue> Issues);
