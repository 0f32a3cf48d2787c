using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>Reading FHIR's XML (https://hl7.org/fhir/R4/xml.html), where most elements are optional and a value is an attribute.</summary>
internal static class XElementExtensions
{
    /// <summary>The namespace of FHIR's elements.</summary>
    public static readonly XNamespace Fhir = "http://hl7.org/fhir";

    /// <summary>The first child of a name, or null.</summary>
    public static XElement? Child(this XElement element, string name) => element.Element(Fhir + name);

    /// <summary>The value of the element itself.</summary>
    public static string Value(this XElement element) => element.Attribute("value")!.Value;

    /// <summary>The value of a child, or null.</summary>
    public static string? Text(this XElement element, string name) => element.Child(name)?.Attribute("value")?.Value;

    /// <summary>Whether a child is true.</summary>
    public static bool Flag(this XElement element, string name) => element.Text(name) == "true";

    /// <summary>The children of a name.</summary>
    public static IEnumerable<XElement> Items(this XElement element, string name) => element.Elements(Fhir + name);

    /// <summary>The values of the children of a name.</summary>
    public static IEnumerable<string> Texts(this XElement element, string name) => element.Items(name).Select(Value);
}
