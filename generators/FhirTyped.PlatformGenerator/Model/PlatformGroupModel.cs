using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A client of one of several platforms. Cached by the driver: plain data only.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Platforms">The platforms.</param>
/// <param name="Manifest">What all of them have.</param>
internal sealed record PlatformGroupModel(EmittedClass Class, EquatableArray<PlatformClass> Platforms, PlatformManifest Manifest);
