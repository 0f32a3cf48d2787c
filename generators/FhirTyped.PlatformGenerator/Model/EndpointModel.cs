using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What the members for one resource type need to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Class">The class that has them.</param>
/// <param name="ResourceType">The resource type.</param>
/// <param name="Interactions">What the platform does with it.</param>
/// <param name="Members">The members of its endpoint: their places in <see cref="EndpointMembers.All"/>.</param>
/// <param name="Properties">The search parameters; empty where it cannot be searched.</param>
/// <param name="Caveats">What the platform's rules say of every search of it, for people; empty where they say nothing.</param>
internal sealed record EndpointModel(
    EmittedClass Class,
    string ResourceType,
    FhirInteraction Interactions,
    EquatableArray<int> Members,
    EquatableArray<QueryPropertyModel> Properties,
    string Caveats);
