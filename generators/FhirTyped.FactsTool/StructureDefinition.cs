using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>One type of the standard.</summary>
internal sealed class StructureDefinition(XElement xml)
{
    /// <summary>The type's name.</summary>
    public string Name { get; } = xml.Text("type")!;

    /// <summary>complex-type, resource or primitive-type.</summary>
    public string Kind { get; } = xml.Text("kind")!;

    /// <summary>Whether it is abstract.</summary>
    public bool IsAbstract { get; } = xml.Flag("abstract");

    /// <summary>The type it specializes; null at a root.</summary>
    public string? Base { get; } = xml.Text("baseDefinition")?.Split('/')[^1];

    /// <summary>The elements that this type itself defines, without the type's own line.</summary>
    public IEnumerable<XElement> OwnElements => Differential.Where(e => e.Text("path")!.Contains('.'));

    /// <summary>The elements as differential, the type's own line first.</summary>
    public IEnumerable<XElement> Differential => xml.Child("differential")!.Items("element");
}
