using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A platform with everything that it is made of, and nothing else. Cached by the driver: plain data only.</summary>
/// <param name="Path">The platform file's path.</param>
/// <param name="Layers">From the farthest platform that it extends to its own file; empty where it cannot be made.</param>
/// <param name="Root">The platform of a referenced assembly under the first layer, or null.</param>
/// <param name="Issues">What is missing.</param>
/// <param name="Parent">The platform that it extends, where its class can be a base class; else null.</param>
internal sealed record LinkedPlatform(
    string Path, EquatableArray<PlatformSource> Layers, ReferencedPlatform? Root, EquatableArray<PlatformIssue> Issues, ParentPlatform? Parent);
