using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>
/// Makes an element of a parameter of a FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html): of its value, of its resource, or, where the
/// element's type is none that a parameter can hold, of its parts, each named as the element that it is.
/// </summary>
internal static class PatchValueReader
{
    /// <summary>The element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="element">Which element it shall be.</param>
    /// <exception cref="RefusedException">The parameter cannot be that element.</exception>
    public static PatchValue Read(JsonObject parameter, SchemaElement element)
    {
        if (parameter.Count(static member => member.Key is not ("name" or "id" or "extension" or "modifierExtension") && member.Key[0] != '_') > 1)
        {
            throw FhirPathPatchDocument.Refuse("A part has one value, one resource, or parts of its own.");
        }

        if (parameter["resource"] is JsonObject resource)
        {
            return element.Types is ["Resource"] ? new PatchValue(element.Name, resource.DeepClone()) : throw WrongType(element);
        }

        if (parameter["part"] is JsonArray parts)
        {
            return element is { IsChoice: false, Types: [var type] } && !ElementSchema.IsPrimitive(type)
                ? new PatchValue(element.Name, ReadParts(parts, type))
                : throw WrongType(element);
        }

        foreach (var (name, _) in parameter)
        {
            var property = name.TrimStart('_');
            if (property.StartsWith("value", StringComparison.Ordinal) && TypeOf(property["value".Length..], element) is { } type)
            {
                return new PatchValue(element.PropertyOf(type), parameter[property]?.DeepClone(), parameter["_" + property]?.DeepClone());
            }
        }

        throw WrongType(element);
    }

    /// <summary>The type that a value has as the element; null where it cannot be one.</summary>
    private static string? TypeOf(string suffix, SchemaElement element)
    {
        var type = char.ToLowerInvariant(suffix[0]) + suffix[1..];
        type = ElementSchema.Find("Parameters.parameter", "value")!.Types.Contains(type) ? type : suffix;
        return element.Types.Contains(type) ? type

            // A primitive can be told from its text: what no parameter can hold (xhtml) travels as a string, and clients are lax with codes.
            : element is { IsChoice: false, Types: [var only] } && ElementSchema.HasFormOf(type, only) ? only
            : null;
    }

    private static JsonObject ReadParts(JsonArray parts, string type)
    {
        var result = new JsonObject();
        foreach (var part in parts)
        {
            var name = (string)part!["name"]!;
            var element = ElementSchema.Find(type, name) ?? throw FhirPathPatchDocument.Refuse("A part of the value is no element of its type.");
            if (!element.IsList && ElementPlace.Exists(result, element))
            {
                throw FhirPathPatchDocument.Refuse("A part of the value is given twice, and the element does not repeat.");
            }

            ElementPlace.Add(result, element, Read((JsonObject)part, element));
        }

        return result;
    }

    private static RefusedException WrongType(SchemaElement element) =>
        FhirPathPatchDocument.Refuse("The value is of no type that the element '" + element.Name + "' has.");
}
