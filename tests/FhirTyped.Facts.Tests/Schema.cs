using System.Xml.Linq;

namespace FhirTyped.Facts.Tests;

/// <summary>HL7's XML schema: another source for the codes of required bindings than the value sets, since it lists them in its types.</summary>
internal static class Schema
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";
    private static readonly XElement Root = Publication.Read("fhir-single.xsd").Root!;

    private static readonly Dictionary<string, XElement> ComplexTypes = Root.Elements(Xs + "complexType").ToDictionary(static t => t.Attribute("name")!.Value);

    private static readonly Dictionary<string, string[]> Lists = Root.Elements(Xs + "simpleType").ToDictionary(
        static t => t.Attribute("name")!.Value,
        static t => t.Descendants(Xs + "enumeration").Select(static e => e.Attribute("value")!.Value).ToArray());

    /// <summary>The schema type of a path: <c>Patient.contact.gender</c>; null where there is none, as for a choice of types.</summary>
    public static string? TypeOf(string path)
    {
        string? type = null;
        foreach (var step in path.Split('.'))
        {
            type = type is null ? step : ElementType(type, step);
            if (type is null)
            {
                return null;
            }
        }

        return type;
    }

    /// <summary>The codes that a schema type lists; null where it lists none.</summary>
    public static string[]? CodesOf(string type) => Lists.TryGetValue(type + "-list", out var codes) && codes.Length > 0 ? codes : null;

    private static string? ElementType(string type, string name)
    {
        var element = ComplexTypes[type].Descendants(Xs + "element").SingleOrDefault(e => e.Attribute("name")?.Value == name)?.Attribute("type")?.Value;
        var parent = ComplexTypes[type].Descendants(Xs + "extension").FirstOrDefault()?.Attribute("base")?.Value;
        return element ?? (parent is null || !ComplexTypes.ContainsKey(parent) ? null : ElementType(parent, name));
    }
}
