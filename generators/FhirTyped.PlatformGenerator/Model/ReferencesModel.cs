using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What the chained searches and the includes of a platform need to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Class">The class whose searches they are.</param>
/// <param name="Types">Every resource type to which a reference leads, in ordinal order.</param>
/// <param name="Sets">The sets of them that parameters have, in ordinal order of their names.</param>
/// <param name="Queries">The queries of resource types that cannot be searched, but are declared as reverse includes.</param>
internal sealed record ReferencesModel(
    EmittedClass Class, EquatableArray<string> Types, EquatableArray<TargetSetModel> Sets, EquatableArray<EndpointModel> Queries);
