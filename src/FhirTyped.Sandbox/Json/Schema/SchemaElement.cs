namespace FhirTyped.Sandbox;

/// <summary>An element as the standard defines it.</summary>
/// <param name="Name">Its name; of a choice without type: <c>value</c>.</param>
/// <param name="IsList">Whether it repeats.</param>
/// <param name="IsChoice">Whether it is a choice of types, whose name in JSON ends with the type.</param>
/// <param name="Types">
/// Its types: names of types, <c>Resource</c> for any resource; of an element with elements of its own the path that defines them,
/// <c>Patient.contact</c>.
/// </param>
internal sealed record SchemaElement(string Name, bool IsList, bool IsChoice, IReadOnlyList<string> Types)
{
    /// <summary>The name in JSON for one of the types.</summary>
    public string PropertyOf(string type) => IsChoice ? Name + char.ToUpperInvariant(type[0]) + type[1..] : Name;
}
