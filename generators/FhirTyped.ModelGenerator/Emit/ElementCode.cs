using FhirTyped.ModelGenerator.Model;
using FhirTyped.ModelGenerator.Parsing;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Pieces of C# that several emitters need of an element.</summary>
internal static class ElementCode
{
    /// <summary>Whether the property has a field of its own, which the emitted code may fill by reference.</summary>
    public static bool HasField(ElementSpec element) => element.IsList || element.Kind == ElementKind.Choice;

    public static bool IsPrimitive(ElementSpec element) => element.Kind is ElementKind.Primitive or ElementKind.Enum;

    public static string FieldOf(ElementSpec element) => "_" + element.Name;

    /// <summary>The declared type of the property.</summary>
    public static string PropertyTypeOf(ElementSpec element)
    {
        if (!element.IsList)
        {
            return element.ClassName + "?";
        }

        return (IsPrimitive(element) ? "PrimitiveList<" : "List<") + element.ClassName + ">";
    }

    /// <summary>The word for a primitive in the names of the helpers: Boolean, String, Date, Code...</summary>
    public static string VerbOf(ElementSpec element) => element.Kind == ElementKind.Enum ? "Code" : element.ClassName switch
    {
        "bool" => "Boolean",
        "int" => "Integer",
        "decimal" => "Decimal",
        "string" => "String",
        _ => element.ClassName.Substring("Fhir".Length),
    };

    /// <summary>The last argument that says which string or integer it is; empty for the others.</summary>
    public static string TypeArgumentOf(ElementSpec element) =>
        element.Kind == ElementKind.Primitive && element.ClassName is "string" or "int"
            ? ", PrimitiveType." + Names.Pascal(element.Types[0])
            : "";

    /// <summary>The class that holds a value of a type as an element of its own, as a choice does.</summary>
    public static string ElementClassOf(string type) =>
        PrimitiveTypes.ClassOf(type) is null ? Names.ClassOf(type) : Names.Pascal(type) + "Element";
}
