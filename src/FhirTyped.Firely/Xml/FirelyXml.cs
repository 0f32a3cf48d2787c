using System.Text;
using System.Xml;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace FhirTyped.Firely;

/// <summary>Resources of the Firely SDK as FHIR XML.</summary>
internal static class FirelyXml
{
    private static readonly FhirXmlDeserializer Reader = new(new DeserializerSettings { Validator = null }.UsingMode(DeserializationMode.Ostrich));

    // What XML cannot hold is an exception, and no character reference that no reader takes.
    private static readonly XmlWriterSettings WriterSettings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = true };

    /// <summary>Reads a resource, whatever is wrong with it.</summary>
    /// <exception cref="XmlException">It is no resource.</exception>
    public static Resource Read(XmlReader reader)
    {
        Reader.TryDeserializeResource(reader, out var resource, out _);
        return resource ?? throw new XmlException("The XML is no resource.");
    }

    /// <summary>Writes a resource in UTF-8.</summary>
    public static byte[] Write(Resource resource)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, WriterSettings))
        {
            FhirXmlSerializer.Default.Serialize(resource, writer);
        }

        return output.ToArray();
    }
}
