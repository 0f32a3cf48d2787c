namespace FhirTyped;

/// <summary>Carries a platform's manifest to the analyzers, and to platforms of other assemblies that extend it.</summary>
/// <param name="manifest">The manifest text.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FhirPlatformManifestAttribute(string manifest) : Attribute
{
    /// <summary>The manifest text; see <see cref="Capabilities.ManifestText"/>.</summary>
    public string Manifest { get; } = manifest;
}
