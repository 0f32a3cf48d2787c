namespace FhirTyped.PlatformGenerator.Model;

/// <summary>The class of a platform. Cached by the driver: plain data only.</summary>
/// <param name="TypeName">Its full name, ready to be written.</param>
/// <param name="Name">What people call the platform.</param>
internal sealed record PlatformClass(string TypeName, string Name);
