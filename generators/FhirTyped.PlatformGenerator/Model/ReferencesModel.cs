using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What the chained searches of a platform need to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Path">The platform file's path.</param>
/// <param name="Namespace">The namespace, ready to be written; empty is the global one.</param>
/// <param name="ClassName">The platform's class name as it is meant.</param>
/// <param name="PlatformName">The platform's name that people read.</param>
/// <param name="Types">Every resource type to which a reference leads, in ordinal order.</param>
/// <param name="Sets">The sets of them that parameters have, in ordinal order of their names.</param>
internal sealed record ReferencesModel(
    string Path, string Namespace, string ClassName, string PlatformName, EquatableArray<string> Types, EquatableArray<TargetSetModel> Sets);
