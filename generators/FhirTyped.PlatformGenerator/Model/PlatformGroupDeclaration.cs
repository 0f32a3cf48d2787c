using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A class with <c>[FhirPlatformGroup]</c> as it stands in the source. Cached by the driver: plain data only.</summary>
/// <param name="Namespace">Its namespace, ready to be written; empty is the global one.</param>
/// <param name="ClassName">Its name.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
/// <param name="Platforms">What the attribute names.</param>
internal sealed record PlatformGroupDeclaration(string Namespace, string ClassName, bool IsPublic, EquatableArray<DeclaredPlatform> Platforms);
