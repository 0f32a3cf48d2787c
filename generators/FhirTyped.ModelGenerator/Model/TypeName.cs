namespace FhirTyped.ModelGenerator.Model;

/// <summary>A type's name in the standard and in C#. Cached by the driver: plain data only.</summary>
internal sealed record TypeName(string Name, string ClassName);
