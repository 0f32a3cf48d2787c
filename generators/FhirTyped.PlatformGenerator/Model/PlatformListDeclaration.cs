namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A class with <c>[FhirPlatformList]</c>. Cached by the driver: plain data only.</summary>
/// <param name="Namespace">Its namespace, ready to be written; empty is the global one.</param>
/// <param name="Name">Its name.</param>
internal sealed record PlatformListDeclaration(string Namespace, string Name);
