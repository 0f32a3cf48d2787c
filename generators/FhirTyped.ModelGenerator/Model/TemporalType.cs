namespace FhirTyped.ModelGenerator.Model;

/// <summary>A primitive that is a date or time, and what its C# type has beside what all of them have.</summary>
/// <param name="Name">The type in FHIR, for example <c>dateTime</c>.</param>
/// <param name="ClassName">The struct, for example <c>FhirDateTime</c>.</param>
/// <param name="HasFraction">Whether it has seconds, and so a fraction of them.</param>
internal readonly record struct TemporalType(string Name, string ClassName, bool HasFraction);
