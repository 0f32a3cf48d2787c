using FhirTyped.ModelGenerator.Model;
using FhirTyped.ModelGenerator.Parsing;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Pieces of C# that several emitters need of an element.</summary>
internal static class ElementCode
{
    public static bool IsPrimitive(ElementSpec element) => element.Kind is ElementKind.Primitive or ElementKind.Enum;

    /// <summary>The field behind the property, which the emitted code fills by reference.</summary>
    public static string FieldOf(ElementSpec element) => "_" + element.Name;

    /// <summary>
    /// The declared type of the field. A code is held without its enum's type, so that reading it is one method for all enums:
    /// with a generic method, each enum would cost the compiler its own at start-up.
    /// </summary>
    public static string FieldTypeOf(ElementSpec element) =>
        element.Kind == ElementKind.Enum && !element.IsList ? "CodeValue" : PropertyTypeOf(element).TrimEnd('?') + "?";

    /// <summary>The table of an element's codes.</summary>
    public static string TableOf(ElementSpec element) => $"CodeTable<{element.EnumName}>.Instance";

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

    /// <summary>The last argument that says which string, integer or enum it is; empty for the others.</summary>
    public static string TypeArgumentOf(ElementSpec element) =>
        element.Kind == ElementKind.Enum && !element.IsList ? ", " + TableOf(element) : element.Kind == ElementKind.Primitive && element.ClassName is "string" or "int"
            ? ", PrimitiveType." + Names.Pascal(element.Types[0])
            : "";

    /// <summary>The class that holds a value of a type as an element of its own, as a choice does.</summary>
    public static string ElementClassOf(string type) =>
        PrimitiveTypes.ClassOf(type) is null ? Names.ClassOf(type) : Names.Pascal(type) + "Element";
}
