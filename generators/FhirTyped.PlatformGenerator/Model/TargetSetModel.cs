using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>What reference parameters are good for on a platform. Cached by the driver: plain data only.</summary>
/// <param name="Name">The name of the struct that stands for the set.</param>
/// <param name="Types">The resource types to which they lead and which can be searched, in ordinal order.</param>
/// <param name="IsIncludable">Whether what they lead to may be included.</param>
/// <param name="ReverseTypes">The resource types whose searches may include what refers by them, in ordinal order.</param>
internal sealed record TargetSetModel(string Name, EquatableArray<string> Types, bool IsIncludable, EquatableArray<string> ReverseTypes);
