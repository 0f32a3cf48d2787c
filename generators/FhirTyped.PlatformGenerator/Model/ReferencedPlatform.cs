namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A platform that a referenced assembly offers. Cached by the driver: plain data only.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TypeName">The full name of its class, ready to be written; empty where no class of another assembly can derive from it.</param>
/// <param name="ManifestText">Its manifest as text.</param>
internal sealed record ReferencedPlatform(string Id, string TypeName, string ManifestText);
