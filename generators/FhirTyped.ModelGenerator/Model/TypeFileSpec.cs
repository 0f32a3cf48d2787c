namespace FhirTyped.ModelGenerator.Model;

/// <summary>A resource or data type with its component types. Cached by the driver: plain data only.</summary>
internal sealed record TypeFileSpec(TypeSpec Root, EquatableArray<TypeSpec> Components);
