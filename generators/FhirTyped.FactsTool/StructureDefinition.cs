using System.Text.Json;

namespace FhirTyped.FactsTool;

/// <summary>One type of the standard.</summary>
internal sealed class StructureDefinition(JsonElement json)
{
    /// <summary>The type's name.</summary>
    public string Name { get; } = json.Text("type")!;

    /// <summary>complex-type, resource or primitive-type.</summary>
    public string Kind { get; } = json.Text("kind")!;

    /// <summary>Whether it is abstract.</summary>
    public bool IsAbstract { get; } = json.Flag("abstract");

    /// <summary>The type it specializes; null at a root.</summary>
    public string? Base { get; } = json.Text("baseDefinition")?.Split('/')[^1];

    /// <summary>The elements that this type itself defines, without the type's own line.</summary>
    public IEnumerable<JsonElement> OwnElements => Differential.Where(e => e.Text("path")!.Contains('.'));

    /// <summary>The elements as differential, the type's own line first.</summary>
    public IEnumerable<JsonElement> Differential => json.GetProperty("differential").Items("element");
}
