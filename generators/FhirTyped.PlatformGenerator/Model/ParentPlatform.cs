namespace FhirTyped.PlatformGenerator.Model;

/// <summary>The platform that another one extends, where its class can be a base class. Cached by the driver: plain data only.</summary>
/// <param name="TypeName">The full name of its class, ready to be written; empty where this very project emits it.</param>
/// <param name="Layers">How many of the layers of the platform that extends it are its own.</param>
internal sealed record ParentPlatform(string TypeName, int Layers);
