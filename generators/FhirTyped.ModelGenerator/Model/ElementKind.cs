namespace FhirTyped.ModelGenerator.Model;

/// <summary>What an element is made of.</summary>
internal enum ElementKind
{
    Primitive,
    Enum,
    Complex,
    Choice,
    Resource,
}
