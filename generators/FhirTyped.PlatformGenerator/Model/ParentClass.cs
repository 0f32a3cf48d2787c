namespace FhirTyped.PlatformGenerator.Model;

/// <summary>The class from which that of a platform derives. Cached by the driver: plain data only.</summary>
/// <param name="TypeName">Its full name, ready to be written; empty where this very project emits it.</param>
/// <param name="ClassName">Its name as it is meant, where this very project emits it.</param>
internal sealed record ParentClass(string TypeName, string ClassName);
