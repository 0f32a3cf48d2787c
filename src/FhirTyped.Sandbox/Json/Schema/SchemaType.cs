namespace FhirTyped.Sandbox;

/// <summary>A type with the elements that it adds to its base.</summary>
internal sealed class SchemaType(string baseType)
{
    private readonly Dictionary<string, SchemaElement> _elements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (SchemaElement Element, string Type)> _properties = new(StringComparer.Ordinal);

    /// <summary>The type on which it builds; <c>-</c> where there is none.</summary>
    public string BaseType { get; } = baseType;

    public void Add(SchemaElement element)
    {
        _elements[element.Name] = element;
        foreach (var type in element.Types)
        {
            _properties[element.PropertyOf(type)] = (element, type);
        }
    }

    public SchemaElement? Find(string name) => _elements.GetValueOrDefault(name);

    public (SchemaElement Element, string Type)? FindProperty(string property) =>
        _properties.TryGetValue(property, out var found) ? found : null;
}
