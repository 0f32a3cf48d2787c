using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace FhirTyped.FactsTool;

/// <summary>HL7's published definitions, as far as the facts need them.</summary>
internal sealed class Definitions
{
    /// <summary>The only version of FHIR whose definitions are taken.</summary>
    public const string FhirVersion = "4.0.1";

    // Composition.confidentiality: a value set of HL7 version 3, which has versions of its own.
    private const string VersionedByItsPublisher = "http://terminology.hl7.org/ValueSet/v3-ConfidentialityClassification|2014-03-26";

    private Definitions(List<XElement> profiles, List<XElement> terminology, List<XElement> searchParameters)
    {
        // Among the definitions are also constraints on types (SimpleQuantity).
        var types = profiles
            .Where(static r => r.Name.LocalName == "StructureDefinition" && r.Text("derivation") != "constraint")
            .Select(static r => new StructureDefinition(r))
            .OrderBy(static t => t.Name, StringComparer.Ordinal)
            .ToList();
        DataTypes = types.FindAll(static t => t.Kind == "complex-type");
        Resources = types.FindAll(static t => t.Kind == "resource");
        Operations = profiles.FindAll(static r => r.Name.LocalName == "OperationDefinition");
        Compartments = profiles.FindAll(static r => r.Name.LocalName == "CompartmentDefinition");
        ValueSets = ByUrl(terminology, "ValueSet");
        CodeSystems = ByUrl(terminology, "CodeSystem");
        SearchParameters = searchParameters;
    }

    /// <summary>The complex data types, with Element and BackboneElement.</summary>
    public IReadOnlyList<StructureDefinition> DataTypes { get; }

    /// <summary>The resources, with Resource and DomainResource.</summary>
    public IReadOnlyList<StructureDefinition> Resources { get; }

    /// <summary>The operations.</summary>
    public IReadOnlyList<XElement> Operations { get; }

    /// <summary>The compartments.</summary>
    public IReadOnlyList<XElement> Compartments { get; }

    /// <summary>The value sets by URL.</summary>
    public IReadOnlyDictionary<string, XElement> ValueSets { get; }

    /// <summary>The code systems by URL.</summary>
    public IReadOnlyDictionary<string, XElement> CodeSystems { get; }

    /// <summary>The search parameters, in the order of the standard.</summary>
    public IReadOnlyList<XElement> SearchParameters { get; }

    /// <summary>Reads the definitions from the archive that HL7 publishes.</summary>
    /// <param name="archive">The path of specification.zip.</param>
    public static Definitions Load(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        return new Definitions(
            [..ResourcesOf(zip, "profiles-types.xml"), ..ResourcesOf(zip, "profiles-resources.xml")],
            [..ResourcesOf(zip, "valuesets.xml")],
            [..ResourcesOf(zip, "search-parameters.xml")]);
    }

    private static Dictionary<string, XElement> ByUrl(List<XElement> resources, string type) =>
        resources.Where(r => r.Name.LocalName == type).ToDictionary(r => r.Text("url")!, StringComparer.Ordinal);

    /// <summary>The resources of a bundle, one by one: the whole is large, and most of it are snapshots and narratives.</summary>
    private static IEnumerable<XElement> ResourcesOf(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { IgnoreWhitespace = true, IgnoreComments = true });
        while (reader.ReadToFollowing("resource", XElementExtensions.Fhir.NamespaceName))
        {
            reader.Read();
            var resource = (XElement)XNode.ReadFrom(reader);
            resource.Child("snapshot")?.Remove();
            resource.Child("text")?.Remove();
            Check(resource, name);
            yield return resource;
        }
    }

    /// <summary>Refuses what is of another version of FHIR: an edited copy of the definitions held such, and it looked like R4.</summary>
    private static void Check(XElement resource, string file)
    {
        // A code system or value set may have its own version: those of other publishers are among them.
        var kind = resource.Name.LocalName;
        if (kind is not ("ValueSet" or "CodeSystem") && resource.Text("version") is var version && version != FhirVersion)
        {
            throw new InvalidDataException($"{file}: {kind} {resource.Text("id")} is of version {version}, not {FhirVersion}");
        }

        foreach (var binding in resource.Descendants(XElementExtensions.Fhir + "binding"))
        {
            if (binding.Text("valueSet") is { } valueSet && valueSet.IndexOf('|') is >= 0 and var bar
                && valueSet[(bar + 1)..] != FhirVersion && valueSet != VersionedByItsPublisher)
            {
                throw new InvalidDataException($"{file}: {binding.Parent!.Text("path")} is bound to {valueSet}, not to version {FhirVersion}");
            }
        }
    }
}
