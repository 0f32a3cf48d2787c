using System.IO.Compression;
using System.Xml.Linq;

namespace FhirTyped.Facts.Tests;

/// <summary>What HL7 published, read otherwise than the tool reads it: whole documents, snapshots, schemas.</summary>
internal static class Publication
{
    private static readonly XNamespace Fhir = "http://hl7.org/fhir";

    /// <summary>The definitions of types and resources, snapshots included; not those that only constrain a type.</summary>
    public static IReadOnlyList<XElement> Types { get; } =
    [
        .. Resources("profiles-types.xml").Concat(Resources("profiles-resources.xml"))
            .Where(static r => r.Name.LocalName == "StructureDefinition" && r.Value("derivation") != "constraint" && r.Value("kind") is "resource" or "complex-type"),
    ];

    /// <summary>The search parameters.</summary>
    public static IReadOnlyList<XElement> SearchParameters { get; } = [.. Resources("search-parameters.xml")];

    /// <summary>The resources of a bundle.</summary>
    public static IEnumerable<XElement> Resources(string bundle) => Read(bundle).Root!.Elements(Fhir + "entry").Select(static e => e.Element(Fhir + "resource")!.Elements().Single());

    /// <summary>A file of the archive.</summary>
    public static XDocument Read(string name)
    {
        using var zip = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "specification.zip"));
        using var stream = zip.GetEntry(name)!.Open();
        return XDocument.Load(stream);
    }

    /// <summary>The elements that a type itself defines, of its snapshot.</summary>
    public static IEnumerable<XElement> OwnElements(XElement type) => type.Element(Fhir + "snapshot")!.Elements(Fhir + "element")
        .Where(static e => e.Value("path")!.Contains('.') && e.Element(Fhir + "base")!.Value("path") == e.Value("path"));

    /// <summary>The children of a name.</summary>
    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements(Fhir + name);

    /// <summary>The value of a child, or null.</summary>
    public static string? Value(this XElement element, string name) => element.Element(Fhir + name)?.Attribute("value")?.Value;

    /// <summary>The values of the children of a name.</summary>
    public static IEnumerable<string> Values(this XElement element, string name) => element.Elements(Fhir + name).Select(static e => e.Attribute("value")!.Value);
}
