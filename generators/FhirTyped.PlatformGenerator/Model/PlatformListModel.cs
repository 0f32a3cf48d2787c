using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What a list of the project's platforms needs to be emitted. Cached by the driver: plain data only.</summary>
/// <param name="Declaration">The class.</param>
/// <param name="Descriptors">The classes that hold the descriptors, ready to be written, in the ordinal order of the platforms' ids.</param>
internal sealed record PlatformListModel(PlatformListDeclaration Declaration, EquatableArray<string> Descriptors);
