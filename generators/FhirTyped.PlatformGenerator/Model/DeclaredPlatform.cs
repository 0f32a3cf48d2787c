namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A platform that <c>[FhirPlatformGroup]</c> names. Cached by the driver: plain data only.</summary>
/// <param name="TypeName">The class: fully qualified where it is known, else the name alone, for this very project may emit it.</param>
/// <param name="ManifestText">Its manifest as text, or null where the class carries none.</param>
internal sealed record DeclaredPlatform(string TypeName, string? ManifestText);
