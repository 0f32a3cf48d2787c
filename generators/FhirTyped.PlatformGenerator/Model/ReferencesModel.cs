using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What the chained searches of a platform need to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Class">The class whose searches they are.</param>
/// <param name="Types">Every resource type to which a reference leads, in ordinal order.</param>
/// <param name="Sets">The sets of them that parameters have, in ordinal order of their names.</param>
internal sealed record ReferencesModel(EmittedClass Class, EquatableArray<string> Types, EquatableArray<TargetSetModel> Sets);
