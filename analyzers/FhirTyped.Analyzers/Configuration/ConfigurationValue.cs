using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>A string in a configuration file.</summary>
/// <param name="Name">The name that it is given; in an array that of the array.</param>
/// <param name="Value">The string and its place.</param>
/// <param name="IsOfFhir">It stands in a section that is about FHIR, or is named for it.</param>
/// <param name="IsPrivatePart">It is the private part of a JSON Web Key (RFC 7518, section 6).</param>
internal readonly record struct ConfigurationValue(string Name, JsonValue Value, bool IsOfFhir, bool IsPrivatePart);
