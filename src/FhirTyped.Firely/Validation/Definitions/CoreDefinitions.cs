using System.IO.Compression;
using System.Xml;
using Hl7.Fhir.Model;

namespace FhirTyped.Firely.Definitions;

/// <summary>
/// HL7's own definitions of FHIR R4, out of the file <c>specification.zip</c> of the package Hl7.Fhir.Specification.Data.R4. They are kept in memory, each
/// compressed: the SDK's own reader of the file unpacks it to a temporary folder that several processes share and clear for each other.
/// </summary>
internal static class CoreDefinitions
{
    private const string FileName = "specification.zip";

    private static readonly string[] Bundles =
        ["profiles-types.xml", "profiles-resources.xml", "profiles-others.xml", "extension-definitions.xml", "valuesets.xml", "v3-codesystems.xml", "v2-tables.xml"];

    private static readonly Lazy<DefinitionIndex> Shared = new(() => Read(Path.Combine(AppContext.BaseDirectory, FileName)), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The definitions, read once for all validators of the process.</summary>
    /// <exception cref="FhirProfileException">The file is not beside the program.</exception>
    public static DefinitionIndex Index => Shared.Value;

    private static DefinitionIndex Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FhirProfileException(
                $"HL7's definitions are not here: {FileName} of the package Hl7.Fhir.Specification.Data.R4 belongs beside the program. Where a program is published "
                + "without it, add that package to the program itself.");
        }

        var index = new DefinitionIndex();
        using var archive = ZipFile.OpenRead(path);
        foreach (var name in Bundles)
        {
            if (archive.GetEntry(name) is { } entry)
            {
                using var content = entry.Open();
                ReadBundle(index, content);
            }
        }

        return index;
    }

    private static void ReadBundle(DefinitionIndex index, Stream content)
    {
        using var reader = XmlReader.Create(content, new XmlReaderSettings { IgnoreComments = true, IgnoreWhitespace = true, DtdProcessing = DtdProcessing.Prohibit });
        while (!reader.EOF)
        {
            // Bundle, entry, resource, and the resource itself.
            if (reader is { NodeType: XmlNodeType.Element, Depth: 3, LocalName: "StructureDefinition" or "ValueSet" or "CodeSystem" })
            {
                var type = reader.LocalName;
                AddResource(index, type, reader.ReadOuterXml());
            }
            else
            {
                reader.Read();
            }
        }
    }

    private static void AddResource(DefinitionIndex index, string type, string xml)
    {
        var (url, version) = AddressOf(xml);
        if (url.Length == 0)
        {
            return;
        }

        var compressed = new MemoryStream();
        using (var writer = new StreamWriter(new DeflateStream(compressed, CompressionLevel.Fastest)))
        {
            writer.Write(xml);
        }

        var bytes = compressed.ToArray();
        index.Add(new Definition(url, version, type == "StructureDefinition", () => ReadResource(bytes)));
    }

    private static Resource ReadResource(byte[] compressed)
    {
        using var reader = XmlReader.Create(new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress));
        return FirelyXml.Read(reader);
    }

    /// <summary>The values of <c>url</c> and <c>version</c>, which are children of the resource itself.</summary>
    private static (string Url, string Version) AddressOf(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        var (url, version) = ("", "");
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 1 })
            {
                switch (reader.LocalName)
                {
                    case "url":
                        url = reader.GetAttribute("value") ?? "";
                        break;
                    case "version":
                        version = reader.GetAttribute("value") ?? "";
                        break;
                    // They come after these two.
                    case "name" or "status":
                        return (url, version);
                    default:
                        break;
                }
            }
        }

        return (url, version);
    }
}
