using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>Resource types to which a reference parameter leads and which the platform can search. Cached by the driver: plain data only.</summary>
/// <param name="Name">The name of the struct that stands for the set.</param>
/// <param name="Types">The resource types, in ordinal order.</param>
internal sealed record TargetSetModel(string Name, EquatableArray<string> Types);
