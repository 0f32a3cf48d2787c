namespace FhirTyped.R4;

/// <summary>One element with the name under which its parent holds it.</summary>
/// <param name="Name">The name in the standard; of a choice without the type.</param>
/// <param name="Index">The place in the list, from 0; -1 where the element does not repeat.</param>
/// <param name="Value">The element.</param>
public readonly record struct NamedElement(string Name, int Index, Base Value);
