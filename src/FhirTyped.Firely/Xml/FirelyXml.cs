using System.Xml;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace FhirTyped.Firely;

/// <summary>Resources of the Firely SDK as FHIR XML.</summary>
internal static class FirelyXml
{
    private static readonly FhirXmlDeserializer Reader = new(new DeserializerSettings { Validator = null }.UsingMode(DeserializationMode.Ostrich));

    /// <summary>Reads a resource, whatever is wrong with it.</summary>
    /// <exception cref="XmlException">It is no resource.</exception>
    public static Resource Read(XmlReader reader)
    {
        Reader.TryDeserializeResource(reader, out var resource, out _);
        return resource ?? throw new XmlException("The XML is no resource.");
    }
}
