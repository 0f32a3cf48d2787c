namespace FhirTyped;

/// <summary>Gives a platform's manifest as UTF-8 text.</summary>
public delegate ReadOnlySpan<byte> PlatformManifestSource();
