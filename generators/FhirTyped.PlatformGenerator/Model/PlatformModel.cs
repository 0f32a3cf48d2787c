using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What the class of a platform needs to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Path">The platform file's path.</param>
/// <param name="Namespace">The namespace, ready to be written; empty is the global one.</param>
/// <param name="ClassName">The class name as it is meant.</param>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">The name that people read.</param>
/// <param name="Origin">Where its facts come from, in a few words.</param>
/// <param name="SystemInteractions">What the platform does as a whole: batch, transaction.</param>
/// <param name="BaseClass">The class of the platform that it extends, ready to be written; empty where it derives from none.</param>
/// <param name="ManifestText">Its manifest as text.</param>
internal sealed record PlatformModel(
    string Path, string Namespace, string ClassName, string Id, string Name, string Origin, FhirInteraction SystemInteractions, string BaseClass,
    string ManifestText);
