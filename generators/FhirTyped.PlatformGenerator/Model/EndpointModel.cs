using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What the members for one resource type need to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Path">The platform file's path.</param>
/// <param name="Namespace">The namespace, ready to be written; empty is the global one.</param>
/// <param name="ClassName">The platform's class name as it is meant.</param>
/// <param name="PlatformName">The platform's name that people read.</param>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Interactions">What the platform does with it.</param>
/// <param name="Properties">The search parameters; empty where it cannot be searched.</param>
internal sealed record EndpointModel(
    string Path,
    string Namespace,
    string ClassName,
    string PlatformName,
    string ResourceType,
    FhirInteraction Interactions,
    EquatableArray<QueryPropertyModel> Properties);
