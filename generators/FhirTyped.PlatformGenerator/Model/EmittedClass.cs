namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A class whose parts stand in several emitted files. Cached by the driver: plain data only.</summary>
/// <param name="Path">The file to which an error is reported, or empty.</param>
/// <param name="Namespace">The namespace, ready to be written; empty is the global one.</param>
/// <param name="Name">The class name as it is meant.</param>
/// <param name="PlatformName">What people call the platform, or the platforms.</param>
/// <param name="HintName">What the names of its files begin with.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
internal sealed record EmittedClass(string Path, string Namespace, string Name, string PlatformName, string HintName, bool IsPublic);
