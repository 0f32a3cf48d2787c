using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What the members for one resource type need to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Class">The class that has them.</param>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Interactions">What the platform does with it.</param>
/// <param name="Conditional">Which conditional requests it takes.</param>
/// <param name="TakesFhirPathPatch">Whether it can be patched by FHIRPath Patch too.</param>
/// <param name="Operations">The operations that have members of their own, in ordinal order.</param>
/// <param name="Properties">The search parameters; empty where it cannot be searched.</param>
internal sealed record EndpointModel(
    EmittedClass Class,
    string ResourceType,
    FhirInteraction Interactions,
    ConditionalSupport Conditional,
    bool TakesFhirPathPatch,
    EquatableArray<string> Operations,
    EquatableArray<QueryPropertyModel> Properties);
